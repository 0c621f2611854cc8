import AudioSignal
import Testing

@testable import SpeechRecognition

struct PhoneGrammarTests {
    private static let grammar = PhoneGrammar([[["DH", "AH"], ["DH", "IY"]], [["IY"]]])

    @Test func `words become states, pauses may lie between them`() {
        #expect(
            Self.grammar.finiteStates(pause: "PAU") == """
                FSG_BEGIN words
                NUM_STATES 8
                START_STATE 0
                FINAL_STATE 7
                TRANSITION 0 1 1.0 
                TRANSITION 0 1 1.0 PAU
                TRANSITION 1 3 1.0 DH
                TRANSITION 3 2 1.0 AH
                TRANSITION 1 4 1.0 DH
                TRANSITION 4 2 1.0 IY
                TRANSITION 2 5 1.0 
                TRANSITION 2 5 1.0 PAU
                TRANSITION 5 6 1.0 IY
                TRANSITION 6 7 1.0 
                TRANSITION 6 7 1.0 PAU
                FSG_END

                """)
    }

    @Test func `what was heard tells the pronunciations, if it is all`() {
        let cases: [([String?], [Int]?)] = [
            (["DH", "IY", "IY"], [1, 0]), ([nil, "DH", "AH", nil, "IY", nil], [0, 0]),
            (["DH", "IY"], nil), (["DH", nil, "AH", "IY"], nil), ([], nil), ([nil], nil),
            (["DH", "AH", "IY", "IY"], nil), ([nil, nil, "DH", "AH", "IY"], nil),
        ]
        for (heard, expected) in cases {
            #expect(Self.grammar.pronunciations(in: heard) == expected)
        }
    }

    @Test func `segments are read from the program's lines`() {
        let output = """
            0 S 0 T -9 A -9 L 0 0 -612 0 PAU 83 -29 0 HH 94 0 0 (NULL) 95 -189 0 OW 120
            1 S 0 T 0 A 0 L 0 0
            nonsense
            -1 S
            """
        let segments = PocketSphinxPhones.segments(in: Array(output.utf8))
        #expect(segments.map(\.index) == [0, 1])
        #expect(segments[0].heard.map(\.word) == ["PAU", "HH", "OW"])
        #expect(segments[0].heard.map(\.start) == [0, 83, 95])
        #expect(segments[1].heard.isEmpty)
    }

    @Test(.enabled(if: (try? PocketSphinxPhones()) != nil, "pocketsphinx is not installed"))
    func `phones cover a recording, and what isn't known is left out`() async throws {
        var noise = SplitMix64(seed: 1)
        let samples = (0..<16_000).map { _ in Float(noise.index(below: 2001) - 1000) / 10_000 }
        let audio = AudioBuffer(rate: SampleRate(16_000), samples: samples)
        let short = AudioBuffer(rate: SampleRate(16_000), samples: [0.1])
        let times = try await PocketSphinxPhones().times(of: [
            .init(audio: audio, grammar: PhoneGrammar([[["S", "IY"]], [["SH"], ["AA", "AA"]]])),
            .init(audio: audio, grammar: PhoneGrammar([[["XX"]]])),
            .init(audio: short, grammar: PhoneGrammar([[["S"]]])),
            .init(audio: AudioBuffer(rate: SampleRate(16_000)), grammar: PhoneGrammar([[["S"]]])),
        ])
        #expect(times.count == 4)
        let sounds = try #require(times[0]).sounds
        #expect(sounds.first?.start == 0)
        #expect(zip(sounds, sounds.dropFirst()).allSatisfy { $0.start <= $1.start })
        #expect(sounds.allSatisfy { (0...16_000).contains($0.start) })
        #expect(times[1] == nil && times[3] == nil)
    }
}
