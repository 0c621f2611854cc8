import SpeechPlan
import SpeechSchedule
import SpeechText

/// From what a writer does to chunks; a value, without clock or lock.
struct ArrivingPlan {
    /// What the writer did.
    enum Item {
        case text([UInt8])
        case flush
        case flushToMark
        /// The chunk of this number has waited long enough for more text.
        case enough(chunk: Int)
        case finish

        /// Whether nothing comes of it where this was done just before.
        func isIdle(after last: Item?) -> Bool {
            switch (last, self) {
            case (.flush, .flush), (.flush, .flushToMark), (.flushToMark, .flushToMark): true
            default: false
            }
        }
    }

    private var text: ArrivingText
    private var chunker: Chunker
    private let ledger: SessionLedger
    /// Whether the chunks are to be completed when the text has no more sentences.
    private var isFlushDue = false
    private var isFinished = false
    private var isAtEnd = false
    /// The number of the next chunk.
    private var number = 0
    /// The chunk that was last said to be waiting.
    private var waiting: Int?
    private var hasNewsOfWaiting = false

    init(options: TextOptions, planner: Planner, ledger: SessionLedger) {
        text = ArrivingText(options: options)
        chunker = Chunker(planner)
        self.ledger = ledger
    }

    /// The next chunk, if it is certain.
    ///
    /// - Parameter takeItem: What the writer did next, nil where that was all so far.
    mutating func next(_ takeItem: () -> Item?) -> ChunkSupply {
        while true {
            if let chunk = chunker.next() {
                ledger.planned(chunk)
                number += 1
                return .chunk(chunk)
            }
            if isAtEnd { return .end }
            if let sentence = ledger.text.measure({ text.next() }) {
                ledger.noted(sentence)
                chunker.push(sentence)
                chunker.settle()
            } else if isFlushDue {
                isFlushDue = false
                isAtEnd = isFinished
                chunker.flush()
            } else if let item = takeItem() {
                ledger.text.measure { take(item) }
            } else {
                noteWaiting()
                return .notYet
            }
        }
    }

    /// Notes a chunk that begins to wait: for sentences that it has room for, or, being
    /// the first, for the end of its sentence.
    private mutating func noteWaiting() {
        let hasBegun = number == 0 && text.receivedBytes > 0
        guard chunker.isHolding || hasBegun, waiting != number else { return }
        waiting = number
        hasNewsOfWaiting = true
    }

    /// The number of a chunk that has begun to wait since this was last asked.
    mutating func takeWaiting() -> Int? {
        defer { hasNewsOfWaiting = false }
        return hasNewsOfWaiting ? waiting : nil
    }

    private mutating func take(_ item: Item) {
        switch item {
        case .text(let bytes):
            do throws(TextError) {
                try text.push(bytes)
            } catch {
                preconditionFailure("the size of a text is checked where it comes in: \(error)")
            }
        case .flush:
            text.flush()
            isFlushDue = true
        case .flushToMark:
            text.flushToMark()
            isFlushDue = true
        case .enough(let chunk):
            guard chunk == number else { return }
            if !chunker.isHolding {
                // The first thing that is heard may end with a clause.
                text.flushToMark()
                // No mark yet: it goes on waiting.
                waiting = nil
            }
            isFlushDue = true
        case .finish:
            text.finish()
            isFinished = true
            isFlushDue = true
        }
    }
}
