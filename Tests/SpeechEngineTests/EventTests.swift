import AudioSignal
import SpeechEngine
import SpeechModel
import SpeechPlan
import SpeechSchedule
import SpeechTesting
import SpeechText
import Testing

@Suite struct SessionEventTests {
    private func hear(
        _ request: SpeechRequest, from chunk: Int = 0, _ engine: SpeechEngine
    ) async throws -> (samples: [Float], events: [SessionEvent.Kind], SpeechProgress) {
        var request = request
        request.firstChunk = chunk
        request.reportsEvents = true
        let session = try engine.speak(request)
        var samples: [Float] = []
        for try await block in session { samples += block.samples }
        return (samples, session.takeEvents().map(\.kind), session.progress)
    }

    private func resumptions(_ events: [SessionEvent.Kind]) -> [(chunk: Int, sample: Int)] {
        events.compactMap { event in
            if case .canResume(let chunk, let sample) = event { (chunk, sample) } else { nil }
        }
    }

    private func prose(seed: UInt64) -> String {
        var random = SeededGenerator(state: seed)
        let words = ["the", "river", "seven", "window", "of", "stone", "carried", "blue", "air"]
        let marks = [".", ",", "!", ";", ".\n\n", " —", ""]
        return (0..<40).map { _ in
            (words.randomElement(using: &random) ?? "a")
                + (Bool.random(using: &random) ? "" : marks.randomElement(using: &random) ?? "")
        }.joined(separator: " ")
    }

    @Test(arguments: [Profile.fast, .audiobook])
    func `a voice of flite resumed goes on as the whole does`(profile: Profile) async throws {
        let engine = try SpeechEngine()
        var resumed = 0
        for seed in 1...2 as ClosedRange<UInt64> {
            var request = SpeechRequest(prose(seed: seed), profile: profile)
            request.voice = "flite/slt"
            request.seed = seed
            let whole = try await hear(request, engine)
            for (chunk, sample) in resumptions(whole.events) where chunk > 0 {
                let rest = try await hear(request, from: chunk, engine)
                let isSame = rest.samples == Array(whole.samples[sample...])
                #expect(isSame, "seed \(seed), chunk \(chunk)")
                #expect(rest.2.chunks == whole.2.chunks)
                #expect(rest.2.expectedChunks == whole.2.expectedChunks)
                resumed += 1
            }
        }
        #expect(resumed >= 2)
        await engine.shutdown()
    }

    @Test func `a text that arrives tells where its chunks are`() async throws {
        let engine = try SpeechEngine(families: [ToneFamily().entry()])
        var request = SpeechRequest("")
        request.reportsEvents = true
        let (text, speech) = try engine.speak(arriving: request)
        try await text.append("One sentence he")
        try await text.append("re. Another one.")
        text.finish()
        for try await _ in speech {}
        var sources: [Range<Int>] = []
        for event in speech.takeEvents() {
            if case .planned(let chunk) = event.kind { sources.append(chunk.source) }
        }
        #expect(sources.first?.lowerBound == 0)
        #expect(sources.last?.upperBound == 31)
        #expect(zip(sources, sources.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    }

    @Test func `a first chunk behind the last is an error that says so`() async throws {
        let engine = try SpeechEngine(families: [ToneFamily().entry()])
        var request = SpeechRequest("Just this.")
        request.firstChunk = 5
        let session = try engine.speak(request)
        var blocks = session.makeAsyncIterator()
        do {
            _ = try await blocks.next()
            Issue.record("nothing was thrown")
        } catch {
            #expect("\(error)".contains("1 chunks, first_chunk is 5"))
        }
        request.firstChunk = -1
        #expect(throws: EngineError.self) { try engine.speak(request) }
    }
}
