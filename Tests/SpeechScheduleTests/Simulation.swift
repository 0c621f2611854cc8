import SpeechModel
import SpeechPlan
import SpeechText

@testable import SpeechSchedule

/// Drives a dispatcher by chance, as listeners, workers and families could, and notes
/// every rule that it breaks.
struct Simulation {
    struct Setting {
        var workers = 2
        var maximumBatch = 6
        var memory = 40_000
        var listeners = 6
        var chunks = 0...12
        /// Chances in a hundred.
        var segmentFails = 0
        var runsAway = 0
        var batchFails = 0
        var outOfMemory = 0
        var leaves = 0
        var cannotPrepare = 0
        /// Plans that have no chunk yet; text arrives for them later.
        var starves = 0
        /// Calls from which nothing comes, until they are given up and later.
        var stalls = 0
    }

    struct Voice {
        var left: Int
        var taken: [Int] = []
        var end: Dispatcher.Output?
        var hasLeft = false
        let planned: Int
        let batch: Int
        let runAhead: Double
    }

    let setting: Setting
    var random: Splitter
    var dispatcher: Dispatcher
    var voices: [ListenerID: Voice] = [:]
    var orders: [Dispatcher.Order] = []
    var running: [BatchID: [(id: PieceID, left: Int, isOver: Bool)]] = [:]
    var broken: [String] = []
    var stalled: Set<BatchID> = []
    var strays: [BatchID] = []
    var starved: Set<ListenerID> = []
    var held: Set<BatchID> = []
    var steps = 0

    init(_ setting: Setting, seed: UInt64) {
        self.setting = setting
        random = Splitter(seed)
        var settings = ScheduleSettings()
        settings.workers = setting.workers
        settings.maximumBatch = setting.maximumBatch
        settings.memoryLimit = setting.memory
        dispatcher = Dispatcher(settings)
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    mutating func run() {
        var toJoin = setting.listeners
        while true {
            steps += 1
            if steps > 200_000 {
                broken.append("it never ends")
                return
            }
            while let order = dispatcher.next(free: { nil }) {
                check(order)
                orders.append(order)
            }
            settle()
            dispatcher.now += 0.01
            if chance(10) { dispatcher.tick(.seconds(1)) }
            if !stalled.isEmpty, chance(10) { dispatcher.tick(.seconds(60)) }
            settle()
            if chance(5) { returnStray() }
            if toJoin > 0, chance(10) || voices.isEmpty {
                join()
                toJoin -= 1
            }
            if chance(setting.leaves), let id = voices.keys.sorted().randomElement(using: &random) {
                dispatcher.leave(id)
                voices[id]?.hasLeft = true
            }
            if chance(10), let id = starved.sorted().randomElement(using: &random) {
                starved.remove(id)
                dispatcher.arrived(for: id)
            }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: answer()
            case 1, 2: speak()
            default: take()
            }
            let isQuiet = orders.isEmpty && running.isEmpty
            if toJoin == 0, isQuiet, voices.values.allSatisfy({ $0.hasLeft || $0.end != nil }) {
                return
            }
        }
    }

    /// Does what followed from events.
    private mutating func settle() {
        let effects = dispatcher.takeEffects()
        for batch in effects.resumed where held.remove(batch) == nil {
            broken.append("a call goes on that was not held")
        }
        for batch in effects.givenUp { giveUp(batch) }
    }

    private mutating func join() {
        let runAhead = Double.random(in: 0...20, using: &random)
        let batch = Int.random(in: 1...5, using: &random)
        let count = Int.random(in: setting.chunks, using: &random)
        let id = dispatcher.join(
            runAhead: .seconds(runAhead), batch: batch, isImmediate: chance(50))
        voices[id] = Voice(left: count, planned: count, batch: batch, runAhead: runAhead)
    }

    /// How many calls at the same time a family gains from: one or two.
    private static func calls(of family: String) -> Int { family.hasSuffix("0") ? 1 : 2 }

    /// Checks the rules for an order.
    private mutating func check(_ order: Dispatcher.Order) {
        if case .plan(let id) = order, starved.contains(id) {
            broken.append("a plan is asked before anything has arrived")
        }
        guard case .speak(let batch, let pieces) = order else { return }
        let calls = dispatcher.flights.values.filter { !$0.isHeld }
        if calls.count(where: { !$0.canMakeRoom }) > setting.workers {
            broken.append("too many workers")
        }
        if calls.count > 2 * setting.workers { broken.append("far too many workers") }
        if pieces.count > setting.maximumBatch { broken.append("batch too large") }
        let bytes =
            dispatcher.flights.values.reduce(0) { $0 + $1.bytes }
            + dispatcher.strays.values.reduce(0) { $0 + $1.bytes }
        if let family = dispatcher.flights[batch]?.family, dispatcher.refusal(of: family) != nil {
            broken.append("a family is asked that doesn't answer")
        }
        for (family, flights) in Dictionary(grouping: dispatcher.flights.values, by: \.family)
        where flights.count(where: { !$0.isHeld && !$0.canMakeRoom }) > Self.calls(of: family) {
            broken.append("more calls of \(family) than it gains from")
        }
        if bytes > setting.memory { broken.append("memory exceeded") }
        let needs = pieces.compactMap { dispatcher.piece($0)?.needs }
        if needs.count != pieces.count { broken.append("unprepared piece in a batch") }
        if Set(needs.map(\.family)).count != 1 { broken.append("mixed families") }
        if needs.reduce(0, { $0 + $1.bytes }) != dispatcher.flights[batch]?.bytes {
            broken.append("bytes miscounted")
        }
        if Set(pieces).count != pieces.count { broken.append("a piece twice") }
        if dispatcher.flights.values.contains(where: \.isSolitary), dispatcher.flights.count > 1 {
            broken.append("solitude disturbed")
        }
        for (id, members) in Dictionary(grouping: pieces, by: \.listener) {
            guard let voice = voices[id], let listener = dispatcher.listeners[id] else { continue }
            if members.count > voice.batch { broken.append("too many of one listener") }
            // The bound, a whole batch, and one segment that may be waited for.
            let longest = listener.pieces.compactMap { $0.needs?.seconds }.max() ?? 0
            let slack = longest * Double(voice.batch + 1)
            if listener.ahead > max(voice.runAhead, slack) + longest + 1e-9 {
                broken.append("too far ahead")
            }
        }
        if chance(setting.stalls) { stalled.insert(batch) }
        running[batch] = pieces.map { id in
            let needs = dispatcher.piece(id)?.needs
            return (id, Int((needs?.seconds ?? 0) * 100), false)
        }
    }

    /// Answers an order of the planners.
    private mutating func answer() {
        guard let index = orders.indices.randomElement(using: &random) else { return }
        switch orders.remove(at: index) {
        case .plan(let id):
            if chance(setting.starves) {
                // It may have arrived while the plan was being asked.
                if chance(30) { dispatcher.arrived(for: id) } else { starved.insert(id) }
                dispatcher.planStarved(for: id)
                return
            }
            guard let voice = voices[id], voice.left > 0 else {
                dispatcher.planEnded(for: id)
                return
            }
            let number = voice.planned - voice.left
            voices[id]?.left -= 1
            let text = chance(10) ? "" : "one two, three four five six"
            let chunk = Chunk(
                index: number, text: text, style: Style(language: .english), source: 0..<0,
                boundary: .sentence, estimatedDuration: .zero)
            if let piece = dispatcher.planned(chunk, for: id) { orders.append(.prepare(piece)) }
        case .prepare(let id):
            var candidate = dispatcher.piece(id)?.candidate ?? 0
            while candidate < 3, chance(setting.cannotPrepare) { candidate += 1 }
            guard candidate < 3 else {
                dispatcher.exhausted(id, errors: [])
                return
            }
            let longest = 5.0
            dispatcher.prepared(
                id, candidate: candidate,
                needs: Needs(
                    family: "family\(candidate)", largestBatch: 1 + candidate * 4,
                    calls: Self.calls(of: "family\(candidate)"), streams: candidate != 1,
                    canBeHeld: candidate == 2,
                    seconds: Double.random(in: 0.1...longest, using: &random),
                    bytes: Int.random(in: 0...20_000, using: &random), rate: 100))
        case .speak: break
        }
    }

    /// Lets a family say a little more, or do something wrong.
    private mutating func speak() {
        guard
            let batch = running.keys.filter({ !stalled.contains($0) && !held.contains($0) })
                .sorted(by: { $0.number < $1.number })
                .randomElement(using: &random), var slots = running[batch]
        else { return }
        let open = slots.indices.filter { !slots[$0].isOver }
        guard let slot = open.randomElement(using: &random) else {
            end(batch, nil)
            return
        }
        if chance(setting.outOfMemory) { return end(batch, .outOfMemory) }
        if chance(setting.batchFails) { return end(batch, .failed("batch")) }
        if chance(setting.segmentFails) {
            dispatcher.failed(batch, slot: slot, with: .failed("segment"))
            slots[slot].isOver = true
        } else if chance(setting.runsAway) {
            dispatcher.ranAway(batch, slot: slot, as: .tooLong)
            slots[slot].isOver = true
        } else if slots[slot].left > 0 {
            let count = min(slots[slot].left, Int.random(in: 1...200, using: &random))
            slots[slot].left -= count
            if dispatcher.made(batch, slot: slot, samples: count) == .stop {
                slots[slot].isOver = true
            } else if dispatcher.holds(batch) {
                held.insert(batch)
            }
        } else {
            _ = dispatcher.finished(batch, slot: slot)
            slots[slot].isOver = true
        }
        running[batch] = slots
    }

    private mutating func giveUp(_ batch: BatchID) {
        if held.contains(batch) { broken.append("a call that is held is given up") }
        if running[batch] == nil { broken.append("a call is given up that has returned") }
        if dispatcher.isDead(batch) == false { broken.append("a call given up is waited for") }
        running[batch] = nil
        stalled.remove(batch)
        strays.append(batch)
    }

    /// Lets a call that was given up answer late.
    private mutating func returnStray() {
        guard let index = strays.indices.randomElement(using: &random) else { return }
        let batch = strays.remove(at: index)
        let before = dispatcher.listeners.mapValues(\.counts)
        if dispatcher.made(batch, slot: 0, samples: 50) != .stop { broken.append("late audio") }
        if dispatcher.finished(batch, slot: 0) != nil { broken.append("a late end") }
        dispatcher.failed(batch, slot: 0, with: .failed("late"))
        dispatcher.ended(batch, error: chance(50) ? .cancelled : nil)
        if dispatcher.listeners.mapValues(\.counts) != before { broken.append("late effect") }
    }

    private mutating func end(_ batch: BatchID, _ error: SynthesisError?) {
        running[batch] = nil
        orders.removeAll { if case .speak(batch, _) = $0 { true } else { false } }
        dispatcher.ended(batch, error: error)
    }

    /// Lets a listener take what there is.
    private mutating func take() {
        guard let id = voices.keys.sorted().randomElement(using: &random) else { return }
        guard voices[id]?.end == nil else { return }
        switch dispatcher.take(for: id) {
        case .sound(_, let samples): if samples < 1 { broken.append("empty sound") }
        case .nothing, .rest: break
        case .ended(_, let chunk, _, let ending):
            let last = voices[id]?.taken.last ?? -1
            if case .chunk = ending {
                if chunk != last + 1 { broken.append("chunk \(chunk) after \(last)") }
                voices[id]?.taken.append(chunk)
            } else if chunk != last + 1 {
                broken.append("part of chunk \(chunk) after \(last)")
            }
        case .finished:
            voices[id]?.end = .finished
            if let voice = voices[id], voice.taken.count != voice.planned {
                broken.append("\(voice.taken.count) of \(voice.planned) chunks")
            }
        case .failed(let error):
            voices[id]?.end = .failed(error)
            let mayFail =
                setting.segmentFails + setting.runsAway + setting.batchFails + setting.outOfMemory
                + setting.cannotPrepare + setting.stalls > 0
            if voices[id]?.hasLeft == false, !mayFail { broken.append("failed: \(error)") }
        }
    }
}
