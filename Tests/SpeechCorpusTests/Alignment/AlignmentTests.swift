import AudioSignal
import SpeechCorpus
import Synchronization
import Testing

@Suite struct AlignmentTests {
    @Test func `known times are found without a recogniser`() async throws {
        var language = ToyLanguage(seed: 1)
        let sayings = language.corpus(6)
        var errors: [Int] = []
        for (saying, result) in zip(sayings, try await align(sayings)) {
            let alignment = try result.get()
            let phones = alignment.segments.filter { $0.phone != nil }
            #expect(phones.map(\.phone) == saying.starts.map(\.phone))
            errors += zip(phones, saying.starts).map { abs($0.start - $1.sample) }
            errors.append(abs((phones.last?.end ?? 0) - saying.end))
        }
        errors.sort()
        // 10 and 20 ms.
        #expect(errors[errors.count / 2] <= 160)
        #expect(errors[errors.count * 95 / 100] <= 320)
    }

    @Test func `segments follow each other over the whole recording`() async throws {
        var language = ToyLanguage(seed: 2)
        let sayings = language.corpus(6)
        for (saying, result) in zip(sayings, try await align(sayings)) {
            let segments = try result.get().segments
            #expect(segments.first?.start == 0)
            #expect(segments.last?.end == saying.audio.samples.count)
            for (segment, next) in zip(segments, segments.dropFirst()) {
                #expect(segment.end == next.start)
            }
            #expect(segments.allSatisfy { $0.start < $0.end && $0.score.isFinite })
            #expect(segments.first?.phone == nil && segments.last?.phone == nil)
            // Words come in order, each whole.
            let words = segments.compactMap(\.word)
            #expect(words == words.sorted() && Set(words).count == saying.words.count)
            #expect(segments.allSatisfy { ($0.word == nil) == ($0.phone == nil) })
        }
    }

    @Test func `only long pauses are segments`() async throws {
        var language = ToyLanguage(seed: 3)
        var sayings = language.corpus(6)
        sayings.append(
            language.say(["lohi", "shlo", "hish", "lohi"]) { [0, 0.12, 0.03, 0.2][$0] })
        let segments = try #require(try await align(sayings).last).get().segments
        let pauses = segments.dropFirst().dropLast().filter { $0.phone == nil }
        try #require(pauses.count == 2)
        for (pause, truth) in zip(pauses, [sayings[6].pauses[0], sayings[6].pauses[2]]) {
            #expect(abs(pause.start - truth.lowerBound) <= 320)
            #expect(abs(pause.end - truth.upperBound) <= 320)
        }
    }

    @Test func `the same corpus gives the same, however many threads`() async throws {
        var language = ToyLanguage(seed: 4)
        let sayings = language.corpus(9, words: 2)
        let one = try await align(sayings) { ($0.jobs, $0.components) = (1, 2) }
        #expect(try await align(sayings) { ($0.jobs, $0.components) = (3, 2) } == one)
    }

    @Test func `texts that are another's are rejected`() async throws {
        var language = ToyLanguage(seed: 5)
        let sayings = language.corpus(8)
        var texts = sayings.enumerated().map { $1.utterance("\($0)") }
        // Every word is another one's.
        let others = ["lohi": "shlo", "shlo": "hish", "hish": "lohi", "lo": "hisho", "hisho": "lo"]
        texts[3] = AlignmentUtterance(
            name: "3",
            words: sayings[3].words.map { word in
                let other = others[word] ?? "lo"
                return AlignmentWord(other, pronunciations: [ToyLanguage.words[other] ?? ["lo"]])
            })
        for (index, result) in try await align(sayings, texts: texts).enumerated() {
            switch result {
            case .success: #expect(index != 3)
            case .failure(let rejection):
                #expect(index == 3)
                #expect([.mismatch, .partialMismatch].contains(rejection.reason))
            }
        }
    }

    @Test func `the pronunciation that is said is chosen`() async throws {
        var language = ToyLanguage(seed: 6)
        let sayings = language.corpus(6)
        var texts = sayings.enumerated().map { $1.utterance("\($0)") }
        texts[0] = AlignmentUtterance(
            name: "0",
            words: sayings[0].words.map { word in
                let own = ToyLanguage.words[word] ?? []
                return AlignmentWord(
                    word, pronunciations: [["sh", "sh", "hi"], own.isEmpty ? ["lo"] : own])
            })
        let alignment = try #require(try await align(sayings, texts: texts).first).get()
        #expect(alignment.pronunciations == [1, 1, 1, 1])
    }

    @Test func `what can't be aligned is told, and the rest is aligned`() async throws {
        var language = ToyLanguage(seed: 7)
        var sayings = language.corpus(12, words: 3)
        var texts = sayings.enumerated().map { $1.utterance("\($0)") }
        texts[0] = AlignmentUtterance(name: "0", words: [])
        texts[1] = AlignmentUtterance(name: "1", words: [AlignmentWord("x", pronunciations: [])])
        texts[2] = AlignmentUtterance(name: "2", words: [AlignmentWord("x", pronunciations: [[]])])
        texts[3] = AlignmentUtterance(
            name: "3",
            words: [[AlignmentWord]](repeating: texts[3].words, count: 500).flatMap { $0 })
        sayings[4].audio = AudioBuffer(rate: SampleRate(8000), samples: sayings[4].audio.samples)
        sayings[5].audio.samples = [Float](repeating: 0, count: 20_000)
        sayings[6].audio.samples = []
        sayings[7].audio.samples = [Float](repeating: 0.1, count: 16_000 * 11)
        for index in sayings[8].audio.samples.indices { sayings[8].audio.samples[index] = .nan }
        let results = try await align(sayings, texts: texts) { $0.longest = .seconds(10) }
        let reasons = results.map { (result) -> AlignmentRejection.Reason? in
            guard case .failure(let rejection) = result else { return nil }
            return rejection.reason
        }
        let expected: [AlignmentRejection.Reason?] = [
            .noWords, .noPronunciation, .noPronunciation, .tooShort, .unreadable, .silent,
            .tooShort, .tooLong, .silent, nil, nil, nil,
        ]
        #expect(reasons == expected)
    }

    @Test func `a recording that can't be read is told`() async throws {
        struct Torn: Error {}
        let word = AlignmentWord("lo", pronunciations: [["lo"]])
        let results = try await CorpusAlignment().align(
            [AlignmentUtterance(name: "a", words: [word])], audio: { _ in throw Torn() })
        guard case .failure(let rejection)? = results.first else {
            Issue.record("it was read")
            return
        }
        #expect(rejection.reason == .unreadable && rejection.detail.contains("Torn"))
        #expect(try await CorpusAlignment().align([], audio: { _ in throw Torn() }).isEmpty)
    }

    @Test func `cancellation ends the work`() async throws {
        var language = ToyLanguage(seed: 8)
        let sayings = language.corpus(4)
        let audio = sayings.map(\.audio)
        let texts = sayings.map { $0.utterance("") }
        let seen = Mutex(0)
        let task = Task { () -> AlignmentError? in
            do throws(AlignmentError) {
                _ = try await CorpusAlignment().align(texts, audio: { audio[$0] }) { progress in
                    // With the first pass of learning.
                    guard progress.stage == .learning else { return }
                    seen.withLock { $0 += 1 }
                    withUnsafeCurrentTask { $0?.cancel() }
                }
                return nil
            } catch { return error }
        }
        #expect(await task.value == .cancelled)
        #expect(seen.withLock { $0 } == 1)
    }

    @Test func `settings that can't be are named`() {
        let changes: [(String, (inout AlignmentSettings) -> Void)] = [
            ("jobs", { $0.jobs = 0 }), ("components", { $0.components = 3 }),
            ("stretch", { $0.stretch = .zero }), ("longest", { $0.longest = .seconds(1000) }),
            ("shortestPause", { $0.shortestPause = .seconds(-1) }),
            ("leastScore and leastStretchScore", { $0.leastScore = .nan }),
        ]
        for (name, change) in changes {
            var settings = AlignmentSettings()
            change(&settings)
            #expect {
                try CorpusAlignment(settings)
            } throws: {
                guard case .setting(name, _, _)? = $0 as? AlignmentError else { return false }
                return true
            }
        }
    }
}
