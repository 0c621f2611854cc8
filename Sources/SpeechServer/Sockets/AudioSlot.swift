import SpeechEngine
import Synchronization

/// Hands sound from who makes it to who sends it, one piece at a time, and lets the sender
/// look up in between.
final class AudioSlot: Sendable {
    enum Item: Sendable {
        case audio([UInt8])
        /// No sound, but perhaps something to tell.
        case tick
        /// Nothing more comes, because of an error or because all is said.
        case end(EngineError?)
    }

    private struct State {
        var item: Item?
        var isClosed = false
        var taker: CheckedContinuation<Item, Never>?
        var putter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Hands over an item; returns when it has been taken, or nobody takes any more.
    func put(_ item: Item) async {
        await withCheckedContinuation { putter in
            let (taker, isTaken) = state.withLock {
                state -> (CheckedContinuation<Item, Never>?, Bool) in
                if state.isClosed { return (nil, true) }
                if let taker = state.taker {
                    state.taker = nil
                    return (taker, true)
                }
                state.item = item
                state.putter = putter
                return (nil, false)
            }
            taker?.resume(returning: item)
            if isTaken { putter.resume() }
        }
    }

    /// Takes the next item.
    func take() async -> Item {
        await withCheckedContinuation { taker in
            let (item, putter) = state.withLock {
                state -> (Item?, CheckedContinuation<Void, Never>?) in
                guard let item = state.item else {
                    state.taker = taker
                    return (nil, nil)
                }
                defer {
                    state.item = nil
                    state.putter = nil
                }
                return (item, state.putter)
            }
            putter?.resume()
            if let item { taker.resume(returning: item) }
        }
    }

    /// Lets a taker who waits look up.
    func tick() {
        let taker = state.withLock { state in
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume(returning: .tick)
    }

    /// Nobody takes any more.
    func close() {
        let putter = state.withLock { state in
            defer { state = State(isClosed: true) }
            return state.putter
        }
        putter?.resume()
    }
}
