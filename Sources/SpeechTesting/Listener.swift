import AudioSignal
import SpeechModel
import Synchronization

/// What was heard of one segment.
struct Hearing: Sendable {
    var samples: [Float] = []
    var words: [SpokenWord] = []
    var rates: Set<SampleRate> = []
    var emptyPieces = 0
    /// How it ended: nil for `finished`, else the error.
    var ends: [SynthesisError?] = []
    var afterEnd = 0
    var isStopped = false
    var afterStop = 0

    /// The error with which it failed, if it did.
    var error: SynthesisError? { ends.first ?? nil }
}

/// Hears a batch, and notes what isn't as promised.
final class Listener: Sendable {
    struct Result: Sendable {
        var hearings: [Hearing]
        var overlaps = false
        var strays = 0
        private var isFirst = true

        init(hearings: [Hearing]) { self.hearings = hearings }

        mutating func takeFirst() -> Bool {
            defer { isFirst = false }
            return isFirst
        }
    }
    private let heard: Mutex<Result>
    private let isInside = Mutex(false)
    private let stopping: Set<Int>

    private let onFirst: @Sendable () -> Void

    /// Makes a listener that says stop to some segments at their first audio, and
    /// does something at the first event of all.
    init(
        _ count: Int, stopping: Set<Int> = [], onFirst: @escaping @Sendable () -> Void = {}
    ) {
        self.onFirst = onFirst
        heard = Mutex(Result(hearings: [Hearing](repeating: Hearing(), count: count)))
        self.stopping = stopping
    }

    var result: Result { heard.withLock { $0 } }

    func hear(_ index: Int, _ event: SegmentEvent) -> Verdict {
        let wasInside = isInside.withLock { isInside in
            defer { isInside = true }
            return isInside
        }
        defer { isInside.withLock { $0 = false } }
        if heard.withLock({ $0.takeFirst() }) { onFirst() }
        return heard.withLock { heard in
            if wasInside { heard.overlaps = true }
            guard heard.hearings.indices.contains(index) else {
                heard.strays += 1
                return .stop
            }
            return note(event, in: &heard.hearings[index], stops: stopping.contains(index))
        }
    }

    private func note(_ event: SegmentEvent, in hearing: inout Hearing, stops: Bool) -> Verdict {
        if hearing.isStopped {
            hearing.afterStop += 1
            return .stop
        }
        if !hearing.ends.isEmpty { hearing.afterEnd += 1 }
        switch event {
        case .audio(let audio):
            hearing.samples += audio.samples
            hearing.rates.insert(audio.rate)
            if audio.isEmpty { hearing.emptyPieces += 1 }
            if stops {
                hearing.isStopped = true
                return .stop
            }
        case .unread: break
        case .timing(let words): hearing.words += words
        case .finished: hearing.ends.append(nil)
        case .failed(let error): hearing.ends.append(error)
        }
        return .proceed
    }
}
