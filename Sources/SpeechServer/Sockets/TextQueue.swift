import SpeechModel
import Synchronization

/// Text on its way from a client to a voice, one reader and one writer. What follows a text
/// that waits, such as a cancel, is seen as long as there is room for the text here.
final class TextQueue: Sendable {
    enum Item: Sendable, Equatable {
        case text([UInt8])
        /// Speak what there is.
        case flush
        /// Speak what there is up to its last mark.
        case flushToMark
        /// Nothing more comes.
        case finish
    }

    /// How much may wait, in bytes; a text is let in whole where there is any room.
    static let limit = 1 << 20

    private struct State {
        private var items = FIFO<Item>()
        private(set) var bytes = 0
        var isClosed = false
        var reader: CheckedContinuation<Item?, Never>?
        var writer: CheckedContinuation<Void, Never>?

        init(isClosed: Bool = false) { self.isClosed = isClosed }

        mutating func append(_ item: Item) {
            // One flush after another has nothing to speak.
            if item == .flush, items.last == .flush { return }
            items.append(item)
            bytes += Self.size(of: item)
        }

        mutating func removeFirst() -> Item? {
            guard let item = items.popFirst() else { return nil }
            bytes -= Self.size(of: item)
            return item
        }

        /// What an item takes, text or not: nothing may wait without end.
        private static func size(of item: Item) -> Int {
            guard case .text(let bytes) = item else { return 64 }
            return 64 + bytes.count
        }
    }

    private let state = Mutex(State())

    /// Adds an item; waits where too much text waits already. Does nothing after the end.
    func put(_ item: Item) async {
        await room()
        let reader = state.withLock { state -> CheckedContinuation<Item?, Never>? in
            guard !state.isClosed else { return nil }
            if let reader = state.reader {
                state.reader = nil
                return reader
            }
            state.append(item)
            return nil
        }
        reader?.resume(returning: item)
    }

    /// Takes the next item, when there is one; nil after the end.
    func take() async -> Item? {
        await withCheckedContinuation { reader in
            let (answer, writer) = state.withLock {
                state -> (Item??, CheckedContinuation<Void, Never>?) in
                if state.isClosed { return (.some(nil), nil) }
                guard let item = state.removeFirst() else {
                    state.reader = reader
                    return (nil, nil)
                }
                guard state.bytes < Self.limit else { return (.some(item), nil) }
                defer { state.writer = nil }
                return (.some(item), state.writer)
            }
            writer?.resume()
            if let answer { reader.resume(returning: answer) }
        }
    }

    /// Nobody reads any more: nobody waits, either.
    func close() {
        let (reader, writer) = state.withLock { state in
            defer { state = State(isClosed: true) }
            return (state.reader, state.writer)
        }
        reader?.resume(returning: nil)
        writer?.resume()
    }

    private func room() async {
        await withCheckedContinuation { writer in
            let waits = state.withLock { state in
                guard state.bytes >= Self.limit, !state.isClosed else { return false }
                state.writer = writer
                return true
            }
            if !waits { writer.resume() }
        }
    }
}
