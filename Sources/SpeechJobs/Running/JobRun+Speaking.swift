import AudioFile
import AudioSignal
import SpeechEngine
import SpeechSchedule

extension JobRun {
    /// How speaking ends.
    enum Speaking {
        /// Everything is in the scratch audio, and on the disk.
        case spoken(JobStatistics)
        /// Not everything, for a reason that is the job's.
        case ended(Outcome)
    }

    /// Speaks what is left into the scratch audio, with checkpoints on the way.
    ///
    /// First the audio is brought to the disk, then the database is told of it. So whenever
    /// the process ends, there is at least as much audio as was told, and what is more is cut
    /// off at the next start.
    func speak(
        to scratch: ScratchAudio, _ work: inout JobWork, _ conditions: String
    ) async throws -> Speaking {
        let text = try await store.text(of: claim)
        var request = try claim.options.request(text, engine)
        request.firstChunk = work.start.chunk
        request.reportsEvents = true
        try await engine.makeReady(for: request)
        let session = try engine.speak(request)
        begun(session)
        defer { begun(nil) }
        var marks = CheckpointMarks(after: work.start)
        // The first place is kept at once, so that short lives get somewhere too.
        var kept: ContinuousClock.Instant?
        for try await block in session {
            marks.note(session.takeEvents())
            try scratch.append(block.samples)
            progress = work.progress(session, samples: scratch.sampleCount)
            let now = ContinuousClock.now
            guard kept.map({ now - $0 >= policy.checkpointInterval }) ?? true,
                let checkpoint = marks.last(upTo: scratch.sampleCount)
            else { continue }
            try scratch.synchronize()
            let statistics = work.statistics(session, samples: checkpoint.sample)
            guard
                try await store.keep(checkpoint, statistics, of: claim, conditions: conditions)
            else { return .ended(.lost) }
            kept = .now
        }
        if let stopped { return .ended(stopped) }
        try scratch.synchronize()
        let statistics = work.statistics(session, samples: scratch.sampleCount)
        let end = Checkpoint(
            chunk: statistics.chunks, sample: scratch.sampleCount, isSpoken: true)
        guard try await store.keep(end, statistics, of: claim, conditions: conditions) else {
            return .ended(.lost)
        }
        return .spoken(statistics)
    }
}

/// The places where work can be taken up again.
struct CheckpointMarks {
    private let start: Checkpoint
    private var marks: [Checkpoint] = []

    /// - Parameter start: Where the session begins; its samples are counted from there.
    init(after start: Checkpoint) { self.start = start }

    /// Takes what happened in a session.
    mutating func note(_ events: [SessionEvent]) {
        for event in events {
            guard case .canResume(let chunk, let sample) = event.kind, chunk > start.chunk else {
                continue
            }
            marks.append(Checkpoint(chunk: chunk, sample: start.sample + sample))
        }
    }

    /// The last of them within a number of samples; it and those before are forgotten.
    mutating func last(upTo samples: Int) -> Checkpoint? {
        guard let index = marks.lastIndex(where: { $0.sample <= samples }) else { return nil }
        defer { marks.removeFirst(index + 1) }
        return marks[index]
    }
}
