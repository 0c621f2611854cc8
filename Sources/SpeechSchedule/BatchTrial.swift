import AudioSignal
public import SpeechModel
import Synchronization

/// Speaks batches of one size to see how fast that is and what memory it takes.
public struct BatchTrial: Sendable {
    /// Who speaks.
    public var family: any SpeechFamily
    /// What is spoken; taken in turn to fill batches.
    public var segments: [SpeechSegment]

    /// Makes a trial.
    public init(family: any SpeechFamily, segments: [SpeechSegment]) {
        self.family = family
        self.segments = segments
    }

    /// Speaks every segment at least once, in batches of a size.
    ///
    /// - Throws: The first error of the family, or of one of its segments.
    public func measure(batch size: Int) async throws(SynthesisError) -> BatchSweep.Measurement {
        guard !segments.isEmpty else { throw .failed("there is nothing to speak in the trial") }
        let size = max(1, size)
        let batches = (segments.count - 1) / size + 1
        let heard = Mutex<(seconds: Double, error: SynthesisError?)>((0, nil))
        ProcessMemory.resetPeak()
        let clock = ContinuousClock()
        let start = clock.now
        for number in 0..<batches {
            let batch = (0..<size).map { segments[(number * size + $0) % segments.count] }
            try await family.synthesize(batch) { _, event in
                switch event {
                case .audio(let audio):
                    heard.withLock { $0.seconds += audio.duration.seconds }
                case .finished, .unread, .timing: break
                case .failed(let error): heard.withLock { $0.error = $0.error ?? error }
                }
                return .proceed
            }
            if let error = heard.withLock({ $0.error }) { throw error }
        }
        let wall = clock.now - start
        return BatchSweep.Measurement(
            batch: size, audioSeconds: heard.withLock { $0.seconds }, wallSeconds: wall.seconds,
            peakBytes: ProcessMemory.peak())
    }
}
