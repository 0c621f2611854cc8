import AudioSignal
import SpeechEngine
import SpeechModel

/// What is being counted of a job while it is done.
struct JobWork {
    /// Where this part of the work began.
    let start: Checkpoint
    /// The rate of the audio.
    let rate: SampleRate
    private let before: JobStatistics
    private let began = ContinuousClock.now
    private var startChunks: Int?

    /// Begins to count.
    ///
    /// - Parameter before: What came of the job until the start.
    init(from start: Checkpoint, at rate: SampleRate, before: JobStatistics) {
        self.start = start
        self.rate = rate
        self.before = before
    }

    /// What came of the job so far.
    func statistics(_ session: SpeechSession, samples: Int) -> JobStatistics {
        let report = session.report
        var sum = before
        sum.voice = sum.voice ?? report.voice?.name
        sum.family = sum.family ?? report.family
        sum.chunks = session.progress.chunks
        sum.batches += report.batches
        sum.audioSeconds = rate.duration(of: samples).seconds
        sum.synthesisSeconds += report.synthesisSeconds
        sum.firstAudioSeconds = sum.firstAudioSeconds ?? report.firstAudioSeconds
        sum.retries += report.retries
        sum.fallbacks += report.fallbacks.count
        sum.stalls += report.stalls
        return timed(sum)
    }

    /// The same with the time of work until now.
    func timed(_ statistics: JobStatistics) -> JobStatistics {
        var timed = statistics
        timed.totalSeconds = before.totalSeconds + (ContinuousClock.now - began).seconds
        return timed
    }

    /// How far speaking is; ``spokenShare`` of the whole.
    mutating func progress(_ session: SpeechSession, samples: Int) -> JobProgress {
        let now = session.progress
        // Chunks before the first are counted as they are planned, which takes no time.
        if startChunks == nil, now.chunks >= start.chunk { startChunks = now.chunks }
        let chunks = max(now.chunks, start.chunk)
        let expected = max(now.expectedChunks, chunks)
        var progress = JobProgress(
            chunks: chunks, expectedChunks: expected,
            audioSeconds: rate.duration(of: samples).seconds)
        progress.share =
            expected > 0 ? Self.spokenShare * Double(chunks) / Double(expected) : 0
        if let startChunks, chunks > startChunks {
            let seconds = (ContinuousClock.now - began).seconds
            let rest = seconds * Double(expected - chunks) / Double(chunks - startChunks)
            // Encoding is still to come.
            progress.secondsLeft = rest + (seconds + rest) * (1 / Self.spokenShare - 1)
        }
        return progress
    }

    /// How much of the work is speaking, roughly; the rest is encoding.
    static let spokenShare = 0.95
}
