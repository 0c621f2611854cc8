import AudioSignal
import SpeechEngine
import SpeechSchedule
import SpeechTesting
import SpeechText
import Testing

@Suite struct TimestampTests {
    private func timestamps(
        _ text: String, format: TextFormat = .plain, tells: Bool = true
    ) async throws -> (Timestamps, seconds: Double) {
        var family = ToneFamily()
        family.tellsTimes = tells
        let engine = try SpeechEngine(families: [family.entry()])
        var request = SpeechRequest(text)
        request.format = format
        request.reportsEvents = true
        let session = try engine.speak(request)
        var timestamps = Timestamps(rate: session.rate)
        var samples = 0
        for try await block in session {
            samples += block.samples.count
            timestamps.note(session.takeEvents())
        }
        timestamps.note(session.takeEvents())
        await engine.shutdown()
        return (timestamps, Double(samples) / Double(session.rate.hertz))
    }

    @Test func `words are traced to their bytes in the source`() async throws {
        let text = "Dr. Ørsted paid $25 — twice! *Then* the U.S. left, “at last”.\n\nÉtude no. 2."
        let (timestamps, seconds) = try await timestamps(text)
        let bytes = Array(text.utf8)
        var time = 0.0
        var source = 0
        for word in timestamps.words {
            #expect(word.startTime >= time && word.endTime >= word.startTime)
            #expect(word.source[0] >= source && word.source[1] > word.source[0])
            (time, source) = (word.endTime, word.source[0])
        }
        #expect(time <= seconds)
        let written = timestamps.words.map { word in
            [word.word, String(decoding: bytes[word.source[0]..<word.source[1]], as: UTF8.self)]
        }
        for pair in [
            ["Doctor", "Dr."], ["Ørsted", "Ørsted"], ["paid", "paid"], ["dollars", "$25"],
            ["twice", "twice"], ["Then", "Then"], ["left", "left"], ["last", "last"],
            ["Étude", "Étude"],
        ] {
            #expect(written.contains(pair), "\(pair) of \(written)")
        }
    }

    @Test func `in markup too`() async throws {
        let sub = "<sub alias=\"two words\">2w</sub>"
        let ssml = "<speak>One \(sub) <break time=\"300ms\"/>three.</speak>"
        let (timestamps, _) = try await timestamps(ssml, format: .ssml)
        let bytes = Array(ssml.utf8)
        let three = try #require(timestamps.words.last)
        #expect(three.word == "three")
        func written(_ word: Timestamps.Word) -> String {
            String(decoding: bytes[word.source[0]..<word.source[1]], as: UTF8.self)
        }
        #expect(written(three) == "three")
        let two = try #require(timestamps.words.first { $0.word == "two" })
        #expect(written(two) == sub)
    }

    @Test func `voices that don't know give none`() async throws {
        let (timestamps, _) = try await timestamps("One. Two.", tells: false)
        #expect(timestamps.words.isEmpty && timestamps.cues.isEmpty)
        #expect(SubtitleFormat.srt.text(of: []).isEmpty)
    }

    @Test func `cues hold what two lines do, with their marks`() async throws {
        let text = """
            “Many words,” she said, “are written here so that one cue does not hold them all, and \
            so there must be several of them.” Yes.
            """
        let (timestamps, _) = try await timestamps(text)
        let lines = timestamps.cues.flatMap(\.lines)
        #expect(lines.joined(separator: " ") == text)
        #expect(lines.allSatisfy { $0.count <= 50 })
        #expect(timestamps.cues.count > 2)
        for (cue, next) in zip(timestamps.cues, timestamps.cues.dropFirst()) {
            #expect(cue.time.upperBound <= next.time.lowerBound)
        }
    }

    @Test func `subtitles are written as players read them`() {
        let rate = SampleRate(16_000)
        var timestamps = Timestamps(rate: rate)
        timestamps.note([
            SessionEvent(
                at: .zero,
                .planned(.init(index: 0, text: "A < b --> c.", source: 0..<12, language: .english))),
            SessionEvent(at: .zero, .begins(chunk: 0, sample: 0)),
        ])
        func word(_ text: Range<Int>, _ seconds: Range<Double>) -> SessionEvent.Word {
            .init(
                letters: "x", text: text, source: text,
                samples: Int(seconds.lowerBound * 16_000)..<Int(seconds.upperBound * 16_000),
                phones: [])
        }
        timestamps.note([
            SessionEvent(
                at: .zero,
                .words(chunk: 0, [word(0..<1, 0.5..<1), word(10..<11, 3_725..<3_725.25)]))
        ])
        #expect(
            SubtitleFormat.srt.text(of: timestamps.cues)
                == "1\n00:00:00,500 --> 01:02:05,250\nA < b → c.\n\n")
        #expect(
            SubtitleFormat.vtt.text(of: timestamps.cues)
                == "WEBVTT\n\n00:00:00.500 --> 01:02:05.250\nA &lt; b --&gt; c.\n\n")
    }
}
