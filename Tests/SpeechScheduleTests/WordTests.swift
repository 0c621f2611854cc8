import AudioSignal
import Glibc
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText
import Synchronization
import Testing

@testable import SpeechSchedule

@Suite struct WordTests {
    /// What came of a request.
    struct Outcome {
        var samples: [Float] = []
        var words: [(chunk: Int, word: SessionEvent.Word)] = []
        var events: [SessionEvent.Kind] = []
        /// Whether each word was told before the block with its last sample.
        var isInTime = true
        var error: SynthesisError?

        /// The letters of a chunk's words.
        func letters(of chunk: Int) -> [String] {
            words.filter { $0.chunk == chunk }.map(\.word.letters)
        }
    }

    /// Listens to the end; opens a gate once it has heard something.
    private func follow(
        _ request: ListenerRequest, from chunk: Int = 0, opening gate: Gate? = nil,
        _ settings: ScheduleSettings = ScheduleSettings(runaway: RunawayPolicy(repetitions: 0))
    ) async -> Outcome {
        var request = request
        request.reportsEvents = true
        request.firstChunk = chunk
        let scheduler = Scheduler(settings: settings, memory: FixedMemory(bytes: nil))
        let stream = scheduler.speak(request)
        var outcome = Outcome()
        func note(before start: Int) {
            for event in stream.takeEvents() {
                outcome.events.append(event.kind)
                guard case .words(let chunk, let words) = event.kind else { continue }
                outcome.words += words.map { (chunk, $0) }
                if words.contains(where: { $0.samples.upperBound <= start }) {
                    outcome.isInTime = false
                }
            }
        }
        do throws(SynthesisError) {
            for try await block in stream {
                note(before: block.start)
                outcome.samples += block.audio.samples
                gate?.open()
            }
        } catch {
            outcome.error = error
        }
        note(before: 0)
        return outcome
    }

    private func family(_ id: String = "tone", faults: [Fault] = []) -> ToneFamily {
        var family = ToneFamily(id, faults: faults)
        family.tellsTimes = true
        family.noise = 0
        family.edgeSilence = .milliseconds(70)
        return family
    }

    /// The words of a text as the tone family tells them.
    private func words(of text: String) -> [String] {
        text.split { !$0.isLetter }.map(String.init)
    }

    /// How alike two stretches of sound are, from -1 to 1, whatever their level.
    private func likeness(_ a: some Sequence<Float>, _ b: some Sequence<Float>) -> Double {
        var (ab, aa, bb) = (0.0, 0.0, 0.0)
        for (a, b) in zip(a, b) {
            ab += Double(a * b)
            aa += Double(a * a)
            bb += Double(b * b)
        }
        return ab / max((aa * bb).squareRoot(), 1e-9)
    }

    /// All that holds for words whatever happens.
    private func check(_ outcome: Outcome, _ plan: [Chunk], _ note: Comment? = nil) {
        #expect(outcome.isInTime, note)
        var (sample, chunk, end) = (0, -1, 0)
        for (index, word) in outcome.words {
            if index != chunk { (chunk, end) = (index, 0) }
            #expect(word.samples.lowerBound >= sample, note)
            #expect(word.samples.upperBound <= outcome.samples.count, note)
            #expect(word.text.lowerBound >= end, note)
            #expect(
                Array(plan[index].text.utf8)[word.text] == ArraySlice(word.letters.utf8), note)
            #expect(word.phones.first?.samples.lowerBound == word.samples.lowerBound, note)
            #expect(word.phones.last?.samples.upperBound == word.samples.upperBound, note)
            (sample, end) = (word.samples.upperBound, word.text.upperBound)
        }
    }

    @Test(arguments: [16_000, 22_050, 48_000])
    func `the tones of a word are where it is said to be`(rate: Int) async throws {
        let family = family()
        let rate = SampleRate(rate)
        var plan = chunks(sentences(8, seed: 11))
        for index in plan.indices {
            plan[index].boundary = [.sentence, .word, .paragraph, .clause][index % 4]
        }
        plan[2].pauseAfter = .milliseconds(777)
        let outcome = await follow(request(plan, by: [candidate(family)], rate: rate))
        check(outcome, plan)
        for chunk in plan {
            #expect(outcome.letters(of: chunk.index) == words(of: chunk.text))
            let alone = await self.alone(chunk.text, family)
            let sound = Resampler.convert(alone.audio, to: rate).samples
            let told = outcome.words.filter { $0.chunk == chunk.index }.map(\.word)
            for (word, told) in zip(alone.words, told) {
                let place = rate.samples(in: word.time.lowerBound)
                let count = rate.samples(in: word.time.upperBound) - place
                // Edges are trimmed where they are too soft to hear.
                #expect(abs(told.samples.count - count) <= rate.samples(in: .milliseconds(8)))
                let late = told.samples.upperBound - count
                let likeness = likeness(
                    outcome.samples[told.samples],
                    sound[(place + told.samples.lowerBound - late)...])
                #expect(likeness > 0.99, "\(told.letters) of \(chunk.index): \(likeness)")
            }
        }
    }

    /// What a family says and tells of a text.
    private func alone(
        _ text: String, _ family: ToneFamily
    ) async -> (audio: AudioBuffer, words: [SpokenWord]) {
        let heard = Mutex<(samples: [Float], words: [SpokenWord])>(([], []))
        try? await family.synthesize([family.segment(text)]) { _, event in
            heard.withLock { heard in
                switch event {
                case .audio(let audio): heard.samples += audio.samples
                case .timing(let words): heard.words += words
                default: break
                }
            }
            return .proceed
        }
        let (samples, words) = heard.withLock { $0 }
        return (AudioBuffer(rate: family.voices[0].rate, samples: samples), words)
    }

    @Test func `segments that are spoken again tell their words once`() async {
        let plan = chunks(["One here.", "alpha beta gamma delta, epsilon zeta.", "Last of all."])
        for (name, fault) in [
            ("another seed", Fault.on("delta", attempts: 1, .segmentFailure(.failed("once")))),
            ("continued", Fault.on("delta", attempts: 1, .failureHalfway(.failed("halfway")))),
            ("halved", Fault.on("delta, epsilon", .segmentFailure(.segmentTooLong(limit: 20)))),
        ] {
            for delivery in [Delivery.immediate, .wholeSegments] {
                let family = family(faults: [fault])
                let outcome = await follow(
                    request(plan, by: [candidate(family)], delivery: delivery))
                check(outcome, plan, "\(name)")
                #expect(outcome.error == nil)
                for chunk in plan {
                    #expect(
                        outcome.letters(of: chunk.index) == words(of: chunk.text), "\(name)")
                }
            }
        }
    }

    @Test func `of a segment that is cut, words that were heard are told`() async {
        let plan = chunks([
            "alpha beta gamma delta, epsilon zeta eta theta iota kappa lambda.", "Last of all.",
        ])
        var runaway = family(faults: [.on("alpha", .runaway)])
        // What runs away before anybody has heard of it is not cut but spoken again.
        let gate = Gate()
        (runaway.gate, runaway.gatePlace) = (gate, .piece)
        gate.admit(8)
        let outcome = await follow(request(plan, by: [candidate(runaway)]), opening: gate)
        #expect(outcome.error == nil)
        check(outcome, plan)
        #expect(outcome.letters(of: 0).first == "alpha")
        #expect(outcome.letters(of: 1) == ["Last", "of", "all"])
    }

    @Test func `a family that tells no times makes no words`() async {
        let plan = chunks(["One here.", "Two there.", "Three."])
        var silent = ToneFamily("other")
        silent.tellsTimes = false
        let failing = family(faults: [
            .on("Two", .segmentFailure(.unsupported(language: .english, voice: VoiceID("x"))))
        ])
        let outcome = await follow(
            request(plan, by: [candidate(failing), candidate(silent)]))
        check(outcome, plan)
        #expect(outcome.letters(of: 0) == ["One", "here"])
        #expect(outcome.letters(of: 1).isEmpty)
        #expect(outcome.letters(of: 2) == ["Three"])
        // A family that told and died, and then one that doesn't tell.
        let dying = family(faults: [.on("Two", .failureHalfway(.failed("always")))])
        let rest = await follow(
            request(plan, by: [candidate(dying), candidate(silent)], delivery: .wholeSegments))
        check(rest, plan)
        #expect(rest.letters(of: 1).isEmpty)
    }

    @Test func `a stream that is resumed tells the same words from its beginning`() async {
        let plan = chunks(sentences(10, seed: 5))
        let request = request(plan, by: [candidate(family())])
        let whole = await follow(request)
        let places = whole.events.compactMap(\.resumption)
        #expect(places.count > 3)
        for (chunk, sample) in places {
            let rest = await follow(request, from: chunk)
            let expected = whole.words.filter { $0.chunk >= chunk }.map(\.word.samples)
            #expect(
                rest.words.map(\.word.samples)
                    == expected.map { $0.lowerBound - sample..<$0.upperBound - sample })
        }
    }

    @Test func `who doesn't ask costs no memory`() async {
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let stream = scheduler.speak(
            request(chunks(sentences(3, seed: 5)), by: [candidate(family())]))
        _ = await listen(stream)
        #expect(stream.takeEvents().isEmpty)
    }

    @Test func `the source of a word is what it was written as`() async {
        var text = MappedText(verbatim: "It cost ".utf8, at: 10)
        text.append("five dollars".utf8, for: 18..<20)
        text.append(verbatim: " today.".utf8, at: 20)
        let chunk = Chunk(
            index: 0, text: text.text, style: Style(language: .english), source: 8..<30,
            map: text.map, boundary: .sentence, estimatedDuration: .zero)
        let outcome = await follow(request([chunk], by: [candidate(family())]))
        #expect(outcome.letters(of: 0) == ["It", "cost", "five", "dollars", "today"])
        #expect(
            outcome.words.map(\.word.source) == [10..<12, 13..<17, 18..<20, 18..<20, 21..<26])
    }
}
