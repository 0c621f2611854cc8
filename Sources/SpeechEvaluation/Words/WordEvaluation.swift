public import AudioSignal
public import SpeechRecognition

/// Word error rates of recordings, one by one and together.
public struct WordEvaluation: Sendable, Equatable {
    /// One for each recording that could be recognised.
    public let scores: [WordScore]
    /// All of them together: words count alike, whatever recording they are in.
    public let total: WordCounts
    /// 95 % bounds of the total's rate; nil for fewer than two recordings.
    public let interval: BootstrapInterval?

    /// Adds up.
    public init(_ scores: [WordScore], seed: UInt64 = 1) {
        self.scores = scores
        total = scores.reduce(WordCounts()) { $0 + $1.counts }
        interval = BootstrapInterval(scores.map(\.counts), seed: seed)
    }

    /// Recognises recordings, several at once.
    ///
    /// After cancellation no further recording is begun; what runs ends at once, as the
    /// recogniser promises.
    ///
    /// - Parameters:
    ///   - count: How many recordings there are.
    ///   - jobs: How many are recognised at once, at least 1. No more audio is held than theirs.
    ///   - recognizer: Who listens.
    ///   - audio: Reads one of them, from 0, with `RecognitionAudio`; what it throws is that
    ///     recording's result.
    ///   - progress: Told how many are done, one at a time.
    /// - Returns: What was heard, or why nothing was, in the recordings' order.
    public static func hypotheses(
        count: Int, jobs: Int, by recognizer: any SpeechRecognizer,
        audio: @escaping @Sendable (Int) throws -> AudioBuffer,
        progress: (Int) -> Void = { _ in }
    ) async -> [Result<String, any Error>] {
        precondition(jobs > 0, "at least one recording at once")
        var results = [Result<String, any Error>](
            repeating: .failure(RecognitionError.cancelled), count: count)
        await withTaskGroup(of: (Int, Result<String, any Error>).self) { group in
            var (next, done) = (0, 0)
            while done < count {
                while next < count, next - done < jobs {
                    let index = next
                    next += 1
                    group.addTask {
                        guard !Task.isCancelled else {
                            return (index, .failure(RecognitionError.cancelled))
                        }
                        do {
                            return (
                                index, .success(try await recognizer.transcript(of: audio(index)))
                            )
                        } catch { return (index, .failure(error)) }
                    }
                }
                guard let (index, result) = await group.next() else { break }
                results[index] = result
                done += 1
                progress(done)
            }
        }
        return results
    }
}
