import AudioSignal
import SpeechModel
import Synchronization

/// Collects what a family says.
final class Heard: Sendable {
    private let state: Mutex<[(samples: [Float], error: SynthesisError?)]>

    init(_ count: Int) {
        state = Mutex(.init(repeating: ([], nil), count: count))
    }

    var all: [(samples: [Float], error: SynthesisError?)] { state.withLock { $0 } }

    func hear(_ index: Int, _ event: SegmentEvent) -> Verdict {
        state.withLock { state in
            switch event {
            case .audio(let audio): state[index].samples += audio.samples
            case .failed(let error): state[index].error = error
            case .finished, .unread, .timing: break
            }
        }
        return .proceed
    }
}
