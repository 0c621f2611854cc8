import AudioSignal
import SpeechEngine
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText
import Testing

/// Texts that are spoken while they are written.
@Suite(.timeLimit(.minutes(5))) struct ArrivingTests {
    private let text = """
        Hello there. How are you today? I am telling a story, which is rather long, and it goes on.

        It has two paragraphs. Dr. Smith came at 3.15 p.m. and said: "Go!" Then he left.
        """

    private func engine(_ family: ToneFamily = ToneFamily("tone")) throws -> SpeechEngine {
        try SpeechEngine(Settings(), families: [family.entry()])
    }

    private func hear(_ session: SpeechSession) async throws -> [Float] {
        var samples: [Float] = []
        for try await block in session { samples += block.samples }
        return samples
    }

    @Test(arguments: [Profile.fast, .cinematic, .audiobook])
    func `a text in pieces sounds as the whole text does`(profile: Profile) async throws {
        let engine = try engine()
        let whole = try await hear(engine.speak(SpeechRequest(text, profile: profile)))
        for seed in 0..<5 {
            var random = SeededGenerator(state: UInt64(seed))
            var request = SpeechRequest("", profile: profile)
            var rest = Array(text.utf8)[...]
            // A part may be there from the beginning.
            let start = rest.prefix(Int.random(in: 0...9, using: &random))
            request.text = Array(start)
            rest = rest.dropFirst(start.count)
            let (input, session) = try engine.speak(arriving: request)
            var pieces: [[UInt8]] = []
            while !rest.isEmpty {
                pieces.append(Array(rest.prefix(Int.random(in: 1...9, using: &random))))
                rest = rest.dropFirst(pieces.last?.count ?? 1)
            }
            async let heard = hear(session)
            for piece in pieces { try await input.append(piece) }
            input.finish()
            #expect(try await heard == whole)
            #expect(session.report.textCharacters == text.unicodeScalars.count)
            #expect(session.progress.isExact)
        }
    }

    @Test func `the first sentence is heard before the second is written`() async throws {
        let (input, session) = try engine().speak(arriving: SpeechRequest(""))
        var blocks = session.makeAsyncIterator()
        try await input.append("Hello there. And ")
        #expect(try await blocks.next() != nil)
        try await input.append("so on.")
        input.finish()
        while try await blocks.next() != nil {}
        #expect(session.report.chunks == 2)
    }

    @Test func `what is flushed is heard to its end before more is written`() async throws {
        let engine = try engine()
        let alone = try await hear(engine.speak(SpeechRequest("Hello there.")))
        let (input, session) = try engine.speak(arriving: SpeechRequest(""))
        var blocks = session.makeAsyncIterator()
        try await input.append("Hello there.")
        input.flush()
        var heard: [Float] = []
        while heard.count < alone.count {
            heard += try #require(try await blocks.next()).samples
        }
        // The text alone ends with a part of a block, and with no silence behind.
        #expect(heard.starts(with: alone.dropLast(400)))
        try await input.append(" More.")
        input.finish()
        while try await blocks.next() != nil {}
        #expect(session.report.chunks == 2)
    }

    @Test func `a writer who hesitates is heard up to the last mark`() async throws {
        let (input, session) = try engine().speak(arriving: SpeechRequest(""))
        var blocks = session.makeAsyncIterator()
        try await input.append("Well, I th")
        input.flushToMark()
        #expect(try await blocks.next() != nil)
        try await input.append("ink so.")
        input.finish()
        while try await blocks.next() != nil {}
        #expect(session.report.chunks == 2)
    }

    @Test func `cancelling ends the listening and the writing`() async throws {
        let (input, session) = try engine().speak(arriving: SpeechRequest(""))
        var blocks = session.makeAsyncIterator()
        try await input.append("Hello there. And a long story follows")
        #expect(try await blocks.next() != nil)
        session.cancel()
        await #expect(throws: EngineError.self) { _ = try await blocks.next() }
        await #expect(throws: EngineError.self) { try await input.append(" here.") }
    }

    @Test func `a writer that nobody listens to waits, and is told`() async throws {
        let gate = Gate()
        var family = ToneFamily("tone")
        family.gate = gate
        let (input, session) = try engine(family).speak(arriving: SpeechRequest(""))
        // Far more than may wait, and than is planned ahead of a voice that is held.
        let writing = Task { () -> EngineError? in
            do throws(EngineError) {
                try await input.append(String(repeating: "Much more to say. ", count: 100_000))
                return nil
            } catch {
                return error
            }
        }
        await gate.arrived()
        session.cancel()
        gate.open()
        #expect(await writing.value?.kind == .cancelled)
    }

    @Test func `a writer whose task is cancelled stops waiting`() async throws {
        let gate = Gate()
        var family = ToneFamily("tone")
        family.gate = gate
        let (input, session) = try engine(family).speak(arriving: SpeechRequest(""))
        let writing = Task { () -> Bool in
            do throws(EngineError) {
                try await input.append(String(repeating: "Much more to say. ", count: 100_000))
                return false
            } catch {
                return error.kind == .cancelled
            }
        }
        await gate.arrived()
        writing.cancel()
        #expect(await writing.value)
        gate.open()
        session.cancel()
    }

    @Test func `much text passes through, whoever is faster`() async throws {
        let text = String(repeating: "A sentence of some words. ", count: 8_000)
        var request = SpeechRequest("")
        request.options.language = .english
        let engine = try engine(ToneFamily("tone", secondsPerCharacter: 0.0001))
        let (input, session) = try engine.speak(arriving: request)
        async let heard = hear(session)
        try await input.append(text)
        input.finish()
        #expect(try await !heard.isEmpty)
        #expect(session.report.textCharacters == text.utf8.count)
    }

    @Test func `too much text is refused where it comes in`() async throws {
        var request = SpeechRequest("1234")
        request.options.maximumBytes = 10
        let (input, session) = try engine().speak(arriving: request)
        await #expect(throws: EngineError.self) { try await input.append("5678901") }
        try await input.append("567890")
        input.finish()
        #expect(try await !hear(session).isEmpty)
        request.options.maximumBytes = 3
        #expect(throws: EngineError.self) { try engine().speak(arriving: request) }
    }

    @Test func `markup has to be there whole`() throws {
        var request = SpeechRequest("# Title")
        request.format = .markdown
        #expect(throws: EngineError.self) { try engine().speak(arriving: request) }
    }

    @Test(arguments: ["", " \n ", "…"])
    func `a writer with nothing to say is told`(text: String) async throws {
        let (input, session) = try engine().speak(arriving: SpeechRequest(""))
        try await input.append(text)
        input.finish()
        await #expect(throws: EngineError.self) { _ = try await hear(session) }
    }

    @Test func `tokens of an asynchronous sequence are spoken`() async throws {
        let engine = try engine()
        let whole = try await hear(engine.speak(SpeechRequest(text)))
        let (input, session) = try engine.speak(arriving: SpeechRequest(""))
        let (tokens, writer) = AsyncStream.makeStream(of: String.self)
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            writer.yield(word + " ")
        }
        writer.finish()
        async let heard = hear(session)
        try await input.append(contentsOf: tokens)
        #expect(try await heard == whole)
    }
}
