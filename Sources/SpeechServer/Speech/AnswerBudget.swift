import HTTPTypes
import Synchronization

/// How much audio may wait in memory for the end of an answer. Streams and jobs need none
/// of it. What was taken is given back with the budget, when the answer has been sent.
final class AnswerBudget: Sendable {
    /// Bytes of audio in one answer, at the most: half an hour as WAV at 16 kHz.
    static let usual = 64 << 20
    /// Bytes of audio in all answers that aren't sent yet, at the most.
    static let all = 512 << 20

    private static let taken = Mutex(0)

    private let limit: Int
    private let own = Mutex(0)

    init(bytes: Int = usual) { limit = bytes }

    deinit {
        let own = own.withLock { $0 }
        Self.taken.withLock { $0 -= own }
    }

    /// Takes a part of it.
    ///
    /// - Throws: ``APIError`` 413 where there is no more, 503 where all answers together
    ///   have too much.
    func take(_ bytes: Int) throws(APIError) {
        let isEnough = own.withLock { own in
            own += bytes
            return own <= limit
        }
        let all = Self.taken.withLock { taken in
            taken += bytes
            return taken
        }
        guard isEnough else {
            throw .invalid(
                nil,
                "the audio is too long for one answer; ask for a stream, or make it a job "
                    + "(POST /v1/jobs)", code: "audio_too_large", status: .contentTooLarge)
        }
        guard all <= Self.all else {
            throw .busy(
                "too much audio waits to be sent as whole answers; ask for a stream, or try "
                    + "again later", retryAfter: 10)
        }
    }
}
