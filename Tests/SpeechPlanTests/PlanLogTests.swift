import FoundationEssentials
import SpeechPlan
import SpeechText
import Testing

@Suite struct PlanLogTests {
    @Test func `source texts joined are the document`() {
        let text = "Olá, mundo. 「今日は」と、彼は言った。\n\n  Ünd noch ein Wort, é o fim…  "
        let log = PlanLog(
            Planner(profile: .fast).chunks(of: sentences(text)), source: Array(text.utf8))
        #expect(log.chunks.map(\.sourceText).joined() == text)
        #expect(
            log.chunks.map(\.sourceRange.lowerBound).dropFirst()
                == log.chunks.map(\.sourceRange.upperBound).dropLast())
    }

    @Test func `the JSON has the names that scripts rely on`() throws {
        let text = "Hello, world."
        var spoken = sentences(text)
        spoken[0].pauseAfter = .milliseconds(1_500)
        let planner = Planner(profile: .fast) { _ in VoiceMeasure(secondsPerCharacter: 0.1) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = try encoder.encode(
            PlanLog(planner.chunks(of: spoken), source: Array(text.utf8)))
        #expect(
            String(decoding: json, as: UTF8.self) == """
                {"chunks":[{"boundary":"clause","estimated_seconds":0.6,"index":0,"language":"en",\
                "source_range":[0,7],"source_text":"Hello, ","text":"Hello,","warnings":[]},\
                {"boundary":"paragraph","estimated_seconds":0.6,"index":1,"language":"en",\
                "pause_seconds":1.5,"source_range":[7,13],"source_text":"world.","text":"world.",\
                "warnings":[]}]}
                """)
    }

    @Test func `a boundary inside a character moves to its start on both sides`() {
        let source = Array("aé".utf8)
        let style = Style(language: .english)
        let chunks = [0..<2, 2..<3].enumerated().map {
            Chunk(
                index: $0, text: "x", style: style, source: $1, boundary: .word,
                estimatedDuration: .zero)
        }
        #expect(PlanLog(chunks, source: source).chunks.map(\.sourceText) == ["a", "é"])
    }
}
