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
        var items: [Item] = []
        var bytes = 0
        var isClosed = false
        var reader: CheckedContinuation<Item?, Never>?
        var writer: CheckedContinuation<Void, Never>?
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
            state.items.append(item)
            if case .text(let bytes) = item { state.bytes += bytes.count }
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
                guard !state.items.isEmpty else {
                    state.reader = reader
                    return (nil, nil)
                }
                let item = state.items.removeFirst()
                if case .text(let bytes) = item { state.bytes -= bytes.count }
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
