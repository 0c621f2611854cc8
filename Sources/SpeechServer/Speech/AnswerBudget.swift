import HTTPTypes
import Synchronization

/// How much audio may wait in memory for the end of an answer. Streams and jobs need none
/// of it.
final class AnswerBudget: Sendable {
    /// Bytes of audio in one answer, at the most: half an hour as WAV at 16 kHz.
    static let usual = 64 << 20

    private let rest: Mutex<Int>

    init(bytes: Int = usual) { rest = Mutex(bytes) }

    /// Takes a part of it.
    ///
    /// - Throws: ``APIError`` 413 where there is no more.
    func take(_ bytes: Int) throws(APIError) {
        let isEnough = rest.withLock { rest in
            rest -= bytes
            return rest >= 0
        }
        guard isEnough else {
            throw .invalid(
                nil,
                "the audio is too long for one answer; ask for a stream, or make it a job "
                    + "(POST /v1/jobs)", code: "audio_too_large", status: .contentTooLarge)
        }
    }
}
