import AudioFile
import AudioSignal
import SpeechEngine
import SpeechModel
import SpeechPlan
import SpeechSchedule
import SpeechTesting
import SpeechText
import Testing

@Suite struct EngineTests {
    private let text = "One sentence here. And another one, with a clause. The end."

    /// `first` speaks English, `second` English and Japanese.
    private func engine(
        _ settings: Settings = Settings(), failing: LoadError? = nil, faults: [Fault] = []
    ) throws -> SpeechEngine {
        let first = ToneFamily("first", languages: [.english], faults: faults)
        let second = ToneFamily("second", languages: [.english, .japanese])
        return try SpeechEngine(
            settings, families: [first.entry(failing: failing), second.entry()])
    }

    private func hear(
        _ request: SpeechRequest, _ engine: SpeechEngine
    ) async throws -> (samples: [Float], report: SpeechReport) {
        let session = try engine.speak(request)
        var samples: [Float] = []
        for try await block in session { samples += block.samples }
        return (samples, session.report)
    }

    private func error(
        _ request: SpeechRequest, _ engine: SpeechEngine
    ) async -> EngineError? {
        do {
            _ = try await hear(request, engine)
        } catch let error as EngineError {
            return error
        } catch {}
        return nil
    }

    @Test func `a text is spoken and reported`() async throws {
        let (samples, report) = try await hear(SpeechRequest(text), engine())
        #expect(!samples.isEmpty)
        #expect(report.voice == VoiceID("first/low"))
        #expect(report.family == "first")
        #expect(report.textCharacters == text.count)
        #expect(report.chunks > 1)
        #expect(report.fallbacks.isEmpty)
        #expect(report.audioSeconds == Double(samples.count) / 16_000)
        #expect(report.firstAudioSeconds != nil)
        #expect(report.realTimeFactor != nil)
    }

    @Test func `a loudness that can't be reached is reported`() async throws {
        let tones = ToneFamily("quiet", languages: [.english])
        let engine = try SpeechEngine(
            families: [
                FamilyEntry(id: "quiet", summary: "Voices that nobody measured") {
                    Unmeasured(base: tones)
                }
            ])
        var request = SpeechRequest(text)
        request.loudness = nil
        let asSpoken = try await hear(request, engine)
        #expect(asSpoken.report.unmeasuredVoices.isEmpty)
        request.loudness = -10
        let wanted = try await hear(request, engine)
        #expect(wanted.report.unmeasuredVoices == [VoiceID("quiet/low")])
        #expect(wanted.samples == asSpoken.samples)
    }

    @Test func `an engine that is shut down has nothing running`() async throws {
        let engine = try engine()
        let session = try engine.speak(SpeechRequest(text))
        await engine.shutdown()
        var blocks = session.makeAsyncIterator()
        await #expect(throws: EngineError.self) { while try await blocks.next() != nil {} }
    }

    @Test func `what is not said as it is written is told, with its place`() async throws {
        var family = ToneFamily("first")
        family.unreadable = ["彁"]
        let engine = try SpeechEngine(Settings(), families: [family.entry()])
        var request = SpeechRequest(
            "A good beginning. Then comes 彁 here. " + String(repeating: "a", count: 400)
                + ". Again " + String(repeating: "a", count: 401) + ".")
        request.options.language = .english
        request.options.dictionary = try PronunciationDictionary(
            toml: "[[entry]]\npattern = '(a+a+)+b'\nsay = 'x'", file: "words.toml")
        let report = try await hear(request, engine).report
        #expect(report.omissionCount == 2)
        #expect(report.omissions.count == 2)
        #expect(report.omissions.contains { $0.message.contains("'(a+a+)+b' takes too many") })
        #expect(report.omissions.contains { $0.message.contains("no reading for '彁'") })
        #expect(report.omissions.allSatisfy { (1..<40).contains($0.offset) })
        #expect(try await hear(SpeechRequest(text), self.engine()).report.omissionCount == 0)
    }

    @Test func `eight listeners hear what each would hear alone`() async throws {
        let engine = try engine()
        let requests = (0..<8).map { index in
            var request = SpeechRequest("Listener \(index) hears this. " + text)
            request.seed = UInt64(index)
            return request
        }
        var alone: [[Float]] = []
        for request in requests { alone.append(try await hear(request, engine).samples) }
        let together = try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
            for (index, request) in requests.enumerated() {
                group.addTask { (index, try await hear(request, engine).samples) }
            }
            var heard = [[Float]](repeating: [], count: requests.count)
            for try await (index, samples) in group { heard[index] = samples }
            return heard
        }
        #expect(together == alone)
    }

    @Test func `a family that can't be loaded is replaced and told`() async throws {
        let missing = LoadError.missing(component: "its model", remedy: "install it")
        let (samples, report) = try await hear(
            SpeechRequest(text), engine(Self.preferring("first"), failing: missing))
        #expect(!samples.isEmpty)
        #expect(report.family == "second")
        #expect(report.fallbacks.count == report.chunks)
        #expect(report.fallbacks.first?.from == "first")
        #expect(report.fallbacks.first?.to == "second")
    }

    @Test func `each language gets a voice that speaks it`() async throws {
        var request = SpeechRequest("これは日本語の文です。")
        request.options.language = .japanese
        let (_, report) = try await hear(request, engine())
        #expect(report.voice == VoiceID("second/low"))
        #expect(report.fallbacks.isEmpty)
    }

    @Test func `what a voice can't speak, another of its family says`() async throws {
        var first = ToneFamily("first", languages: [.english])
        first.voices[1] = ToneFamily("first", languages: [.japanese]).voices[1]
        let second = ToneFamily("second", languages: [.english, .japanese])
        let engine = try SpeechEngine(families: [second.entry(), first.entry()])
        var request = SpeechRequest("これは日本語の文です。")
        request.voice = "first/low"
        let (_, report) = try await hear(request, engine)
        #expect(report.voice == VoiceID("first/high"))
        #expect(report.fallbacks.map(\.to) == ["first"])
    }

    @Test func `a language that nobody speaks is refused`() async throws {
        var request = SpeechRequest("Olá.")
        request.options.language = .portuguese
        let refusal = await error(request, try engine())
        guard case .synthesis(.unsupported(let language, _))? = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(language == .portuguese)
    }

    @Test func `voices are found by what people call them`() throws {
        var settings = Settings()
        settings.voiceAliases = ["anna": "second/high"]
        let engine = try engine(settings)
        #expect(try engine.voice(named: "second/high") == VoiceID("second/high"))
        #expect(try engine.voice(named: "anna") == VoiceID("second/high"))
        #expect(try engine.voice(named: "high") == VoiceID("first/high"))
        do {
            _ = try engine.voice(named: "hihg")
            Issue.record("it was found")
        } catch {
            guard case .unknownVoice(_, let near) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(near == ["first/high", "second/high"])
        }
    }

    @Test(arguments: ["high+low", "first/high(2)+low", "second/high+second/low(0.5)"])
    func `voices that can't be mixed are refused as such`(name: String) throws {
        let engine = try engine()
        do {
            _ = try engine.voice(named: name)
            Issue.record("it was found")
        } catch {
            guard case .invalid("voice", _, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `a voice that the text asks for speaks, one that is not there is refused`()
        async throws
    {
        var request = SpeechRequest(
            text: Array("<speak><voice name=\"second/high\">Hello.</voice></speak>".utf8),
            format: .ssml)
        let engine = try engine()
        #expect(try await hear(request, engine).report.voice == VoiceID("second/high"))
        request.text = Array("<speak><voice name=\"hihg\">Hello.</voice></speak>".utf8)
        guard case .unknownVoice("hihg", let near)? = await error(request, engine) else {
            Issue.record("not refused")
            return
        }
        #expect(near.contains("first/high"))
    }

    @Test(arguments: ["", "  \n\t", "!!! …", "😀"])
    func `nothing to say is an error`(_ text: String) async throws {
        guard case .nothingToSay? = await error(SpeechRequest(text), try engine()) else {
            Issue.record("no error")
            return
        }
    }

    @Test func `a cancelled session ends with cancelled`() async throws {
        let session = try engine().speak(
            SpeechRequest(String(repeating: "Much more to say. ", count: 500)))
        var blocks = session.makeAsyncIterator()
        _ = try await blocks.next()
        session.cancel()
        await #expect(throws: EngineError.self) {
            while try await blocks.next() != nil {}
        }
    }

    @Test func `a session writes its samples to a file`() async throws {
        try await TemporaryFolder.with { folder in
            let request = SpeechRequest(text)
            let engine = try engine()
            let heard = try await hear(request, engine).samples.count
            let session = try engine.speak(request)
            try await session.write(to: folder.path + "/out.pcm", format: .pcm)
            #expect(folder.size(of: "out.pcm") == heard * 2)
            #expect(session.report.stages.encoding > 0)
        }
    }

    @Test func `unknown families and profiles are refused by name`() throws {
        #expect(throws: EngineError.self) { _ = try engine(Self.preferring("cosyvoice")) }
        do {
            _ = try engine().profile(named: "fats")
            Issue.record("it was found")
        } catch {
            #expect("\(error)".contains("did you mean fast"))
        }
    }

    @Test func `a language model chooses the profile by its size`() throws {
        var settings = Settings()
        settings.llm = "qwen2.5-14b-instruct"
        #expect(try engine(settings).profile(for: .listening).name == "cinematic")
        settings.llm = "qwen2.5-1.5b"
        #expect(try engine(settings).profile(for: .keeping).name == "fast")
        settings.llm = nil
        #expect(try engine(settings).profile(for: .keeping).name == "audiobook")
    }

    private static func preferring(_ family: String) -> Settings {
        var settings = Settings()
        settings.family = family
        return settings
    }
}

/// A family whose voices have no known loudness.
private struct Unmeasured: SpeechFamily {
    let base: ToneFamily

    var id: String { base.id }
    var voices: [Voice] {
        base.voices.map { voice in
            var voice = voice
            voice.loudness = nil
            return voice
        }
    }
    var largestUsefulBatch: Int { base.largestUsefulBatch }
    var streamsWithinSegment: Bool { base.streamsWithinSegment }
    func limit(for voice: VoiceID) -> Int { base.limit(for: voice) }
    func memoryEstimate(for segment: SpeechSegment) -> Int { base.memoryEstimate(for: segment) }

    func synthesize(
        _ batch: [SpeechSegment],
        deliver: @escaping @Sendable (Int, SegmentEvent) -> Verdict
    ) async throws(SynthesisError) {
        try await base.synthesize(batch, deliver: deliver)
    }
}
