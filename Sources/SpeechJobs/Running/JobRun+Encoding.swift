import AudioFile
import AudioSignal

extension JobRun {
    /// Makes the file of scratch audio.
    ///
    /// Equal audio gives an equal file, so this is simply done again if it was interrupted.
    func encode(
        _ scratch: ScratchAudio, _ rate: SampleRate, _ work: JobWork,
        _ statistics: JobStatistics
    ) async throws -> Outcome {
        let options = claim.options
        var change: LevelChange?
        if let normalization = options.normalization {
            var measurement = LevelMeasurement(for: normalization, rate: rate)
            let end = try forEachBlock(scratch) { block in measurement.process(block) }
            if let end { return end }
            change = measurement.change
        }
        let path = store.folder.audio(of: claim.id, options.format)
        let tags = AudioTags(title: options.title)
        let writer = try AudioWriter(
            path: path, format: options.format, rate: rate, settings: EncodingSettings(tags: tags))
        let began = ContinuousClock.now
        let end = try forEachBlock(scratch) { (block) throws(AudioFileError) in
            try writer.write(samples: change?.process(block) ?? block)
            note(encoded: writer.sampleCount, of: scratch.sampleCount, since: began)
        }
        if let end {
            writer.abandon()
            return end
        }
        if let rest = change?.finish() { try writer.write(samples: rest) }
        try writer.finish()
        store.folder.synchronizeAudio()
        let audio: Job.Audio
        do {
            audio = try FileHash.sha256(path) { stopped != nil }
        } catch {
            guard let stopped else {
                return .failed(JobFailure(.damaged, "can't read \(path): \(error.reason)"))
            }
            try await removeUnwanted(path)
            return stopped
        }
        guard try await store.complete(claim, audio, work.timed(statistics)) else {
            try await removeUnwanted(path)
            return .lost
        }
        return .done
    }

    private func forEachBlock(
        _ scratch: ScratchAudio, _ work: ([Float]) throws(AudioFileError) -> Void
    ) throws(AudioFileError) -> Outcome? {
        var position = 0
        while position < scratch.sampleCount {
            if let stopped { return stopped }
            let block = try scratch.samples(from: position, most: 1 << 15)
            try work(block)
            position += block.count
        }
        return nil
    }

    private func note(encoded: Int, of all: Int, since began: ContinuousClock.Instant) {
        let share = min(1, Double(encoded) / Double(max(1, all)))
        let seconds = (ContinuousClock.now - began).seconds
        var progress = progress
        progress.share = JobWork.spokenShare + share * (0.999 - JobWork.spokenShare)
        progress.secondsLeft = share > 0 ? seconds * (1 / share - 1) : nil
        progress.expectedChunks = progress.chunks
        self.progress = progress
    }

    /// Removes a file that was made for a job that is not wanted any more. Where somebody
    /// else has the job now, the file is theirs as well.
    private func removeUnwanted(_ path: String) async throws {
        do throws(JobsError) {
            let state = try await store.job(claim.id).state
            guard state == .cancelled || state == .failed else { return }
        } catch {
            guard case .unknown = error else { throw error }
        }
        store.removeFile(at: path)
    }
}
