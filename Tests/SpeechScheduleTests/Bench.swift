import SpeechModel
import SpeechPlan
import SpeechText

@testable import SpeechSchedule

/// A dispatcher on the bench: events by hand, segments of two seconds.
struct Bench {
    var dispatcher: Dispatcher
    var bytes = 1
    var streams = false
    var canBeHeld = false
    var free: Int?
    var open: [(id: BatchID, pieces: [PieceID])] = []
    private var largest = 16

    init(workers: Int = 1, maximumBatch: Int = 16, memory: Int? = nil) {
        dispatcher = Dispatcher(
            ScheduleSettings(workers: workers, maximumBatch: maximumBatch, memoryLimit: memory),
            planners: 4)
    }

    /// The batch begun last.
    var last: BatchID { open.last?.id ?? BatchID(number: -1) }

    mutating func join(batch: Int = 1, runAhead: Double = 1_000) -> ListenerID {
        dispatcher.join(runAhead: .seconds(runAhead), batch: batch, isImmediate: true)
    }

    mutating func maximumOne() { largest = 1 }

    /// Plans chunks for a listener, without being asked.
    mutating func plan(_ id: ListenerID, _ count: Int) {
        for index in 0..<count {
            dispatcher.preparing += 1
            let chunk = Chunk(
                index: index, text: "one two", style: Style(language: .english), source: 0..<0,
                boundary: .sentence, estimatedDuration: .zero)
            guard let piece = dispatcher.planned(chunk, for: id) else { continue }
            dispatcher.prepared(
                piece, candidate: 0,
                needs: Needs(
                    family: "tone", largestBatch: largest, streams: streams, canBeHeld: canBeHeld,
                    seconds: 2, bytes: bytes, rate: 100))
        }
    }

    /// The pieces of the batch that begins now; empty where none does.
    mutating func speak() -> [PieceID] {
        while let order = dispatcher.next(free: { free }) {
            switch order {
            case .speak(let id, let pieces):
                open.append((id, pieces))
                return pieces
            case .plan(let id): dispatcher.planEnded(for: id)
            case .prepare: return []
            }
        }
        return []
    }

    /// Whether a call that delivers has to wait.
    mutating func holds(_ batch: BatchID) -> Bool { dispatcher.holds(batch) }

    /// Completes the batch begun first.
    mutating func finishBatch() {
        guard !open.isEmpty else { return }
        let batch = open.removeFirst()
        for slot in batch.pieces.indices {
            _ = dispatcher.made(batch.id, slot: slot, samples: 200)
            _ = dispatcher.finished(batch.id, slot: slot)
        }
        dispatcher.ended(batch.id, error: nil)
    }

    /// Ends the batch begun last with an error.
    mutating func endBatch(_ error: SynthesisError) {
        guard let batch = open.popLast() else { return }
        dispatcher.ended(batch.id, error: error)
    }

    /// Takes what can be heard.
    mutating func takeSounds(_ id: ListenerID) {
        while true {
            switch dispatcher.peek(for: id) {
            case .sound, .ended: _ = dispatcher.take(for: id)
            default: return
            }
        }
    }

    mutating func takeAll(_ id: ListenerID) {
        while true {
            switch dispatcher.take(for: id) {
            case .sound, .ended: continue
            default: return
            }
        }
    }
}
