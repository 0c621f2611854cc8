import SpeechModel
import SpeechPlan
public import SpeechSchedule
import SpeechText
import Synchronization

/// The writer's end of a text that is spoken while it arrives; see
/// ``SpeechEngine/speak(arriving:)``.
///
/// For one writer at a time: pieces are spoken in the order in which they were
/// accepted.
public final class SpeechInput: Sendable {
    /// How much text may wait to be looked at, in bytes; more makes the writer wait. What
    /// has been looked at waits as well, at most a few chunks of it.
    public static let mostWaiting = 64 << 10

    /// The writer's side.
    private struct Inbox {
        var items = FIFO<ArrivingPlan.Item>()
        var bytes = 0
        var received = 0
        var characters = 0
        var isBlank = true
        var isFinished = false
        var isGone = false
        var writers: [CheckedContinuation<Void, Never>] = []
        var wake: (@Sendable () -> Void)?
    }

    private let inbox = Mutex(Inbox())
    private let plan: Mutex<ArrivingPlan>
    private let ledger: SessionLedger
    private let limit: Int
    private let patience: Duration

    /// - Parameter patience: How long a chunk waits for more text; zero: for ever.
    init(
        options: TextOptions, planner: Planner, ledger: SessionLedger, patience: Duration
    ) {
        self.patience = patience
        limit = max(0, options.maximumBytes)
        // The limit is kept where text comes in, so that a writer hears of it.
        var unlimited = options
        unlimited.maximumBytes = .max
        plan = Mutex(ArrivingPlan(options: unlimited, planner: planner, ledger: ledger))
        self.ledger = ledger
    }

    /// Adds to the text; waits while too much of it waits itself. A character may be
    /// divided between pieces.
    ///
    /// - Throws: ``EngineError/cancelled`` when nobody listens any more or the task is
    ///   cancelled; ``EngineError/text(_:)`` where the text becomes too large, and then
    ///   nothing of the piece is added.
    public func append(_ piece: [UInt8]) async throws(EngineError) {
        let total = inbox.withLock { $0.received.addingReportingOverflow(piece.count) }
        guard !total.overflow, total.partialValue <= min(limit, Int(Int32.max)) else {
            throw .text(
                .tooLarge(bytes: total.overflow ? .max : total.partialValue, limit: limit))
        }
        var rest = piece[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(Self.mostWaiting))
            while try !accept(part) { await room(for: part.count) }
            rest = rest.dropFirst(part.count)
        }
    }

    /// Adds to the text; see ``append(_:)-([UInt8])``.
    public func append(_ piece: String) async throws(EngineError) {
        try await append(Array(piece.utf8))
    }

    /// Takes the beginning of the text at once, however large it is.
    func begin(with text: [UInt8]) throws(EngineError) {
        guard text.count <= min(limit, Int(Int32.max)) else {
            throw .text(.tooLarge(bytes: text.count, limit: limit))
        }
        _ = try accept(text)
    }

    /// What has been added is complete: it is spoken to its end without waiting for more.
    public func flush() { add(.flush) }

    /// What has been added is complete up to its last clause or sentence mark: for a
    /// writer who hesitates.
    public func flushToMark() { add(.flushToMark) }

    /// Nothing more comes.
    public func finish() {
        add(.finish)
    }

    /// Adds everything of a sequence, then finishes. Run it beside the task that listens.
    ///
    /// - Throws: What ``append(_:)-([UInt8])`` throws, and the sequence's own error.
    public func append<Pieces: AsyncSequence>(
        contentsOf pieces: Pieces
    ) async throws where Pieces.Element == String {
        for try await piece in pieces { try await append(piece) }
        finish()
    }

    /// Takes a piece, if there is room; false where there is none.
    private func accept(_ part: [UInt8]) throws(EngineError) -> Bool {
        if Task.isCancelled { throw .cancelled }
        enum Answer {
            case gone
            case full
            case accepted((@Sendable () -> Void)?)
        }
        let answer: Answer = inbox.withLock { inbox in
            guard !inbox.isGone, !inbox.isFinished else { return .gone }
            guard inbox.bytes == 0 || inbox.bytes + part.count <= Self.mostWaiting else {
                return .full
            }
            inbox.items.append(.text(part))
            inbox.bytes += part.count
            inbox.received += part.count
            for byte in part where byte & 0xC0 != 0x80 {
                inbox.characters += 1
                if byte > 0x20 { inbox.isBlank = false }
            }
            return .accepted(inbox.wake)
        }
        switch answer {
        case .gone: throw .cancelled
        case .full: return false
        case .accepted(let wake):
            wake?()
            return true
        }
    }

    /// Waits until something has been taken, or waiting is in vain.
    private func room(for count: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { writer in
                let waits = inbox.withLock { inbox in
                    let isFull = inbox.bytes > 0 && inbox.bytes + count > Self.mostWaiting
                    guard isFull, !inbox.isGone, !Task.isCancelled else { return false }
                    inbox.writers.append(writer)
                    return true
                }
                if !waits { writer.resume() }
            }
        } onCancel: {
            release()
        }
    }

    private func add(_ item: ArrivingPlan.Item) {
        let wake = inbox.withLock { inbox -> (@Sendable () -> Void)? in
            guard !inbox.isGone, !inbox.isFinished else { return nil }
            // So that as little waits as there is text, however often it is flushed.
            guard !item.isIdle(after: inbox.items.last) else { return nil }
            if case .finish = item { inbox.isFinished = true }
            inbox.items.append(item)
            return inbox.wake
        }
        wake?()
    }

    /// Lets writers look again.
    private func release() {
        let writers = inbox.withLock { inbox in
            defer { inbox.writers = [] }
            return inbox.writers
        }
        for writer in writers { writer.resume() }
    }

    private func takeItem() -> ArrivingPlan.Item? {
        let item: ArrivingPlan.Item? = inbox.withLock { inbox in
            let item = inbox.items.popFirst()
            if case .text(let bytes) = item { inbox.bytes -= bytes.count }
            return item
        }
        if case .text = item { release() }
        return item
    }
}

extension SpeechInput: ChunkSource {
    /// The next chunk, if it is certain.
    public func next() -> ChunkSupply {
        let (supply, waiting) = ledger.plan.measure {
            plan.withLock { plan in (plan.next(takeItem), plan.takeWaiting()) }
        }
        if let waiting { lose(patienceWith: waiting) }
        return supply
    }

    /// Completes a chunk that has waited long enough, if nothing has come of it by then.
    private func lose(patienceWith chunk: Int) {
        guard patience > .zero else { return }
        Task { [weak self, patience] in
            try? await Task.sleep(for: patience)
            self?.add(.enough(chunk: chunk))
        }
    }

    /// Sets what to call when text has come.
    public func onArrival(_ wake: @escaping @Sendable () -> Void) {
        inbox.withLock { $0.wake = wake }
    }

    /// Nobody listens any more: writers are told with their next piece.
    public func listenerLeft() {
        inbox.withLock { inbox in
            inbox.isGone = true
            inbox.items = FIFO()
            inbox.bytes = 0
            inbox.wake = nil
        }
        release()
    }
}

extension SpeechInput {
    /// Bytes that were added.
    var receivedBytes: Int { inbox.withLock { $0.received } }
    /// How many of the writer's doings wait to be looked at.
    var waitingItems: Int { inbox.withLock { $0.items.count } }
    /// Characters (Unicode scalars) that were added.
    var characterCount: Int { inbox.withLock { $0.characters } }
    /// Whether nothing but white space was added.
    var isBlank: Bool { inbox.withLock { $0.isBlank } }
}
