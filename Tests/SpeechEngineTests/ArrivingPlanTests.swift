import SpeechPlan
import SpeechSchedule
import SpeechText
import Testing

@testable import SpeechEngine

/// What becomes of a writer's pieces, without clocks.
@Suite struct ArrivingPlanTests {
    private func plan(_ profile: Profile = .fast) -> ArrivingPlan {
        var options = TextOptions()
        options.language = .english
        let planner = Planner(profile: profile, words: .dictionary) { _ in VoiceMeasure() }
        return ArrivingPlan(options: options, planner: planner, ledger: SessionLedger())
    }

    /// What comes out after the writer did something; nil where nothing is certain.
    private func next(_ plan: inout ArrivingPlan, _ items: ArrivingPlan.Item...) -> String? {
        var items = items[...]
        switch plan.next({ items.popFirst() }) {
        case .chunk(let chunk): return chunk.text
        case .notYet: return nil
        case .end: return "(end)"
        }
    }

    private func text(_ string: String) -> ArrivingPlan.Item { .text(Array(string.utf8)) }

    @Test func `whole sentences wait for others until that is enough`() {
        var plan = plan()
        #expect(next(&plan, text("Sure. Tides come from the moon. And they")) == "Sure.")
        #expect(next(&plan) == nil)
        #expect(plan.takeWaiting() == 1)
        #expect(plan.takeWaiting() == nil)
        #expect(next(&plan, text(" come")) == nil)
        #expect(plan.takeWaiting() == nil)
        #expect(next(&plan, .enough(chunk: 0)) == nil)
        #expect(next(&plan, .enough(chunk: 1)) == "Tides come from the moon.")
        #expect(next(&plan, .enough(chunk: 1)) == nil)
        #expect(next(&plan, text(" twice."), .finish) == "And they come twice.")
        #expect(next(&plan) == "(end)")
    }

    @Test func `the first clause does not wait for its sentence`() {
        var plan = plan()
        #expect(next(&plan, text("Well")) == nil)
        #expect(plan.takeWaiting() == 0)
        #expect(next(&plan, .enough(chunk: 0)) == nil)
        // There was no mark: it goes on waiting.
        #expect(plan.takeWaiting() == 0)
        #expect(next(&plan, text(", the tides of the oc"), .enough(chunk: 0)) == "Well,")
        #expect(next(&plan, .enough(chunk: 1)) == nil)
        #expect(next(&plan, text("ean rise."), .finish) == "the tides of the ocean rise.")
    }

    @Test func `a chunk that came by itself is not hurried`() {
        var plan = plan(.audiobook)
        let long = String(repeating: "A sentence of seven words is this. ", count: 40)
        #expect(next(&plan, text(long)) != nil)
        #expect(plan.takeWaiting() == nil)
    }

    @Test(arguments: 0..<50)
    func `nothing is lost or said twice, whatever is hurried`(seed: UInt64) {
        var random = SeededGenerator(state: seed)
        let words = [
            "Yes.", "tides,", "3.5", "Dr.", "moon", "rise;", "Why?", "well", "so on…", "\n\n",
        ]
        let whole = (0..<80).map { _ in words.randomElement(using: &random) ?? "" }
            .joined(separator: " ")
        var plan = plan()
        var rest = Array(whole.utf8)[...]
        var spoken: [Range<Int>] = []
        var items: [ArrivingPlan.Item] = []
        while true {
            switch plan.next({ items.isEmpty ? nil : items.removeFirst() }) {
            case .chunk(let chunk): spoken.append(chunk.source)
            case .end:
                #expect(spoken.first?.lowerBound == 0)
                #expect(spoken.last?.upperBound == whole.utf8.count)
                #expect(
                    zip(spoken, spoken.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
                return
            case .notYet:
                let count = Int.random(in: 1...20, using: &random)
                let piece = Array(rest.prefix(count))
                rest = rest.dropFirst(count)
                items = piece.isEmpty ? [.finish] : [.text(piece)]
                if let waiting = plan.takeWaiting(), Bool.random(using: &random) {
                    items.insert(.enough(chunk: waiting), at: Int.random(in: 0...1, using: &random))
                }
            }
        }
    }

    @Test func `flushing again and again leaves nothing to wait`() async throws {
        let planner = Planner(profile: .fast, words: .dictionary) { _ in VoiceMeasure() }
        let input = SpeechInput(
            options: TextOptions(), planner: planner, ledger: SessionLedger(), patience: .zero)
        for text in ["One, two", ". ", "Three."] {
            try await input.append(text)
            for _ in 0..<100 { input.flushToMark() }
            for _ in 0..<100 {
                input.flush()
                input.flushToMark()
            }
        }
        input.finish()
        #expect(input.waitingItems == 3 * 3 + 1)
        var words: [String] = []
        while case .chunk(let chunk) = input.next() { words.append(chunk.text) }
        #expect(words == ["One,", "two", "Three."])
        #expect(input.waitingItems == 0)
    }
}
