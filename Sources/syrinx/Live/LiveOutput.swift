import ModelBlocks
import Synchronization
import VoiceConversion

/// Where a conversion's frames arrive, on a thread of the pool: they are played at once, and counted.
final class LiveOutput: Sendable {
    /// Why it can't go on.
    enum Failure: Error {
        case player(PlayerFeed.Failure)
        case conversion(ConversionError)
    }

    private struct State {
        var feed: PlayerFeed
        var meters = LiveMeters()
        var expected = 0
        var failure: Failure?
    }

    private let state: Mutex<State>

    /// - Parameter player: The pipe to it.
    init(to player: Int32) { state = Mutex(State(feed: PlayerFeed(to: player))) }

    /// Frames are on their way.
    func expect(_ frames: Int) { state.withLock { $0.expected += frames } }

    /// Frames that are on their way.
    var expected: Int { state.withLock { $0.expected } }

    /// Why it can't go on; nil: it does.
    var failure: Failure? { state.withLock { $0.failure } }

    /// What there is to see.
    var figures: LiveFigures {
        state.withLock { state in
            LiveFigures(
                meters: state.meters, leftOut: state.feed.leftOut,
                underruns: state.feed.underruns,
                waitingMilliseconds: Double(state.feed.waiting) / Double(LiveConversion.rate)
                    * 1000)
        }
    }

    /// Frames have come.
    func take(_ result: Result<[Float], ConversionError>, _ meters: LiveMeters) {
        state.withLock { state in
            state.meters = meters
            switch result {
            case .success(let samples):
                state.expected -= samples.count / LiveConversion.frameLength
                guard state.failure == nil else { return }
                do throws(PlayerFeed.Failure) { try state.feed.play(samples) } catch {
                    state.failure = .player(error)
                }
            case .failure(let error): state.failure = .conversion(error)
            }
        }
    }
}
