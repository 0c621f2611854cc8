import AudioSignal
import ModelBlocks
import SpeechModel
import SpeechTesting
import SpeechText
import Synchronization
import TensorRuntime
import Testing
import Wren

@Suite struct WrenFamilyTests {
    private func segment(
        _ text: String, voice: String = "wren/ann", prosody: Prosody = .neutral, seed: UInt64 = 0
    ) -> SpeechSegment {
        SpeechSegment(
            text: text, language: .english, voice: VoiceID(voice), prosody: prosody, seed: seed)
    }

    private func samples(
        _ segment: SpeechSegment, _ family: WrenFamily
    ) async throws -> [Float] {
        let samples = Mutex<[Float]>([])
        try await family.synthesize([segment]) { _, event in
            if case .audio(let audio) = event { samples.withLock { $0 += audio.samples } }
            return .proceed
        }
        return samples.withLock { $0 }
    }

    @Test func `it keeps a family's contract`() async throws {
        let family = try Networks.family()
        let segments = [
            segment("Hello there, how are you today?", seed: 1), segment("Two, three!", seed: 2),
            segment("High up.", voice: "wren/both", prosody: Prosody(rate: 1.5, pitch: 1.2)),
        ]
        #expect(await checkFamily(family, saying: segments).isEmpty)
    }

    @Test func `seed, rate, pitch and voice are heard`() async throws {
        let family = try Networks.family()
        let text = "Many small words, one after the other."
        let usual = try await samples(segment(text), family)
        #expect(usual.count > 16_000 && usual.contains { abs($0) > 1e-4 })
        #expect(try await samples(segment(text), family) == usual)
        let reseeded = try await samples(segment(text, seed: 5), family)
        #expect(reseeded != usual && reseeded.count == usual.count)
        let fast = try await samples(segment(text, prosody: Prosody(rate: 2)), family)
        let ratio = Double(fast.count) / Double(usual.count)
        #expect((0.4...0.6).contains(ratio), "\(ratio)")
        let high = try await samples(segment(text, prosody: Prosody(pitch: 1.5)), family)
        #expect(high != usual && high.count == usual.count)
        #expect(try await samples(segment(text, voice: "wren/both"), family) != usual)
    }

    @Test func `the first samples come before the rest is made`() async throws {
        let family = try Networks.family()
        let pieces = Mutex<[Int]>([])
        let text = "A sentence that is long enough for several windows, so that it comes in pieces."
        try await family.synthesize([segment(text)]) { _, event in
            if case .audio(let audio) = event {
                pieces.withLock { $0.append(audio.samples.count) }
                return .stop
            }
            return .proceed
        }
        let counts = pieces.withLock { $0 }
        #expect(counts.count == 1 && (1...24 * 200).contains(counts[0]))
    }

    @Test func `what is heard whole is the same, in fewer pieces`() async throws {
        let family = try Networks.family()
        var segment = segment("A sentence that is long enough for several windows of frames.")
        var heard: [[[Float]]] = []
        for isHeardWhole in [false, true] {
            segment.isHeardWhole = isHeardWhole
            let pieces = Mutex<[[Float]]>([])
            try await family.synthesize([segment]) { _, event in
                if case .audio(let audio) = event {
                    pieces.withLock { $0.append(audio.samples) }
                }
                return .proceed
            }
            heard.append(pieces.withLock { $0 })
        }
        #expect(heard[1].count < heard[0].count)
        let (streamed, whole) = (heard[0].flatMap { $0 }, heard[1].flatMap { $0 })
        #expect(streamed.count == whole.count && !whole.isEmpty)
        let difference = zip(streamed, whole).map { abs($0 - $1) }.max() ?? 1
        #expect(difference < 1e-4, "\(difference)")
    }

    @Test func `what can't be read is told, and nothing is said of nothing`() async throws {
        let family = try Networks.family()
        let events = Mutex<[String]>([])
        try await family.synthesize([segment("…")]) { _, event in
            switch event {
            case .audio: events.withLock { $0.append("audio") }
            case .finished: events.withLock { $0.append("finished") }
            default: break
            }
            return .proceed
        }
        #expect(events.withLock { $0 } == ["finished"])
    }

    private func words(
        _ segment: SpeechSegment, _ family: WrenFamily
    ) async throws -> (words: [SpokenWord], audio: AudioBuffer) {
        let heard = Mutex<(words: [SpokenWord], samples: [Float])>(([], []))
        try await family.synthesize([segment]) { _, event in
            heard.withLock { heard in
                switch event {
                case .timing(let words):
                    #expect(heard.samples.isEmpty && heard.words.isEmpty)
                    heard.words += words
                case .audio(let audio): heard.samples += audio.samples
                default: break
                }
            }
            return .proceed
        }
        let (words, samples) = heard.withLock { $0 }
        return (words, AudioBuffer(rate: SampleRate(16_000), samples: samples))
    }

    @Test func `words and their phonemes are told before the first sound`() async throws {
        let family = try Networks.family()
        let text = "“Hello” — \u{10D00} there, it's U.S. twenty-two lighthouses!"
        let (words, audio) = try await words(segment(text), family)
        let bytes = Array(text.utf8)
        let letters = words.map { String(decoding: bytes[$0.text], as: UTF8.self) }
        #expect(letters.first == "Hello" && letters.contains("there") && letters.contains("it's"))
        // What can't be read is no word.
        #expect(!letters.contains { $0.contains("\u{10D00}") })
        #expect(words.first?.phones.map(\.ipa) == ["h", "ə", "ˈl", "oʊ"])
        let hop = Duration.seconds(200.0 / 16_000)
        var (end, time) = (0, hop)
        for word in words {
            #expect(word.text.lowerBound >= end && word.time.lowerBound >= time)
            #expect(word.phones.first?.time.lowerBound == word.time.lowerBound)
            #expect(word.phones.last?.time.upperBound == word.time.upperBound)
            for (phone, next) in zip(word.phones, word.phones.dropFirst()) {
                #expect(phone.time.upperBound == next.time.lowerBound)
                #expect(phone.time.upperBound - phone.time.lowerBound >= hop)
            }
            #expect(word.phones.allSatisfy { !$0.ipa.isEmpty })
            (end, time) = (word.text.upperBound, word.time.upperBound)
        }
        // The pause at the end belongs to no word.
        #expect(time < audio.duration)
        let fast = try await self.words(segment(text, prosody: Prosody(rate: 2)), family)
        let ratio = try #require(fast.words.last).time.upperBound / time
        #expect(fast.words.map(\.text) == words.map(\.text) && (0.4...0.7).contains(ratio))
    }

    @Test func `who has heard enough at the words hears nothing`() async throws {
        let family = try Networks.family()
        let events = Mutex(0)
        try await family.synthesize([segment("Hello there.")]) { _, _ in
            events.withLock { $0 += 1 }
            return .stop
        }
        #expect(events.withLock { $0 } == 1)
    }

    @Test func `a voice may have the rhythm and melody of others`() async throws {
        let voices = ["ann", "bob", "lent"].map { name in
            let prosody = name == "lent" ? #", "prosody": {"en": {"speakers": {"bob": 1}}}"# : ""
            return """
                {"name": "\(name)", "description": "", "gender": "unspecified",
                 "license": "CC0-1.0", "speakers": {"\(name == "bob" ? "bob" : "ann")": 1}\(prosody)}
                """
        }
        let family = try WrenFamily(
            WrenNetworks(Networks.weights(voices: "[" + voices.joined(separator: ",") + "]")))
        let text = "Many small words, one after the other, all of them for a measure."
        let ann = try await words(segment(text), family)
        let bob = try await words(segment(text, voice: "wren/bob"), family)
        let lent = try await words(segment(text, voice: "wren/lent"), family)
        #expect(lent.words == bob.words && lent.words != ann.words)
        #expect(lent.audio.samples != bob.audio.samples)
    }

    @Test func `several models speak through one vocoder, and names are theirs alone`()
        async throws
    {
        func model(_ name: String) throws -> WrenWeights.Model {
            var acoustic = try Networks.acoustic()
            acoustic["statistics.pitch"] = Tensor([Float(4.5), 4.5], shape: [2, 1])
            let voices = """
                [{"name": "\(name)", "description": "", "gender": "male", "license": "CC0-1.0",
                  "speakers": {"ann": 1}}]
                """
            return WrenWeights.Model(acoustic: acoustic, voices: Array(voices.utf8))
        }
        var weights = try Networks.weights()
        weights.models.append(try model("low"))
        let family = try WrenFamily(WrenNetworks(weights))
        #expect(family.voices.map(\.id.name) == ["wren/ann", "wren/both", "wren/low"])
        let text = "Hello there."
        let low = try await samples(segment(text, voice: "wren/low"), family)
        let ann = try await samples(segment(text), family)
        #expect(!low.isEmpty && low != ann)
        weights.models.append(try model("ann"))
        #expect(throws: LoadError.self) { try WrenNetworks(weights) }
    }

    @Test func `voices of a model are mixed by weights`() async throws {
        let voices = """
            [{"name": "ann", "description": "A", "gender": "female", "license": "CC0-1.0",
              "speakers": {"ann": 1}, "loudness": -20, "melody": 1, "detail": 1.2},
             {"name": "bob", "description": "B", "gender": "male", "license": "CC-BY-4.0",
              "speakers": {"bob": 1}, "loudness": -24, "melody": 2,
              "prosody": {"en": {"speakers": {"ann": 1}, "melody": 2}}},
             {"name": "mixed", "description": "C", "gender": "unspecified", "license": "CC0-1.0",
              "speakers": {"ann": 0.75, "bob": 0.25}, "melody": 1.25, "detail": 1.15,
              "prosody": {"en": {"speakers": {"ann": 1}, "melody": 1.25}}}]
            """
        let family = try WrenFamily(WrenNetworks(Networks.weights(voices: voices)))
        let blend = try #require(family.voice(VoiceID("wren/ann(3)+bob")))
        #expect(blend.gender == .unspecified && blend.loudness == -21)
        #expect(blend.license == "CC0-1.0 AND CC-BY-4.0")
        let text = "Many small words."
        let own = try await samples(segment(text, voice: "wren/ann(3)+bob"), family)
        let same = try await samples(segment(text, voice: "wren/mixed"), family)
        #expect(!own.isEmpty && own.count == same.count)
        #expect(zip(own, same).allSatisfy { abs($0 - $1) < 1e-3 })
        #expect(family.voice(VoiceID("wren/ann+eve")) == nil)
        #expect(!family.voices.contains { $0.id.name.contains("+") })
    }

    @Test func `weights that don't fit together are refused by name`() throws {
        var other = try Networks.vocoder()
        other.metadata["rate"] = "22050"
        #expect(throws: LoadError.self) {
            try WrenNetworks(Networks.weights(vocoder: other))
        }
        #expect(throws: LoadError.self) {
            try WrenNetworks(Networks.weights(acoustic: WeightStore()))
        }
        #expect(throws: LoadError.self) {
            try WrenNetworks(Networks.weights(acoustic: Networks.acoustic(phonemes: 12)))
        }
        for voices in [
            "", "[]", "{}", #"[{"name": "x"}]"#,
            Networks.voices.replacing("\"ann\": 1", with: "\"eve\": 1"),
            Networks.voices.replacing("\"ann\": 1", with: "\"ann\": 2"),
            Networks.voices.replacing(
                "\"ann\": 1}", with: "\"ann\": 1}, \"prosody\": {\"xx\": {\"ann\": 1}}"),
            Networks.voices.replacing(
                "\"ann\": 1}",
                with: "\"ann\": 1}, \"prosody\": {\"en\": {\"speakers\": {\"eve\": 1}}}"),
            Networks.voices.replacing(
                "\"ann\": 1}", with: "\"ann\": 1}, \"prosody\": {\"en\": {\"pace\": 9}}"),
        ] {
            #expect(throws: LoadError.self, "\(voices)") {
                try WrenNetworks(Networks.weights(voices: voices))
            }
        }
        let plain = try WrenFamily(
            WrenNetworks(Networks.weights(voices: nil)))
        #expect(plain.voices.map(\.id.name) == ["wren/ann", "wren/bob"])
    }
}
