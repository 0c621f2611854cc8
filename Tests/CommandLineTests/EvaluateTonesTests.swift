import Foundation
import Testing

@Suite struct EvaluateTonesTests {
    /// A syllable of three partials whose pitch is told in semitones about a middle, at 8 kHz.
    private func write(
        _ melody: (Double) -> Double, middle: Double, seconds: Double, to path: String
    ) throws {
        let rate = 8_000.0
        let count = Int(rate * seconds)
        var phase = 0.0
        var bytes: [UInt8] = []
        for index in 0..<count {
            phase += 2 * .pi * middle * exp2(melody(Double(index) / Double(count)) / 12) / rate
            let sound = sin(phase) + sin(2 * phase) / 2 + sin(3 * phase) / 3
            let value = Int(6_000 * sound)
            bytes += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
        }
        func little(_ value: Int, _ size: Int) -> [UInt8] {
            (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let head =
            Array("RIFF".utf8) + little(36 + bytes.count, 4) + Array("WAVEfmt ".utf8)
            + little(16, 4) + little(1, 2) + little(1, 2) + little(8_000, 4) + little(16_000, 4)
            + little(2, 2) + little(16, 2) + Array("data".utf8) + little(bytes.count, 4)
        try Data(head + bytes).write(to: URL(fileURLWithPath: path))
    }

    /// Four tones of so many syllables.
    private func speak(_ count: Int, middle: Double, in folder: TemporaryFolder) throws {
        for number in 0..<count {
            let shift = Double(number % 4) * 0.5 - 0.75
            let bend = Double(number % 3) * 0.4
            let melodies: [(Double) -> Double] = [
                { _ in 4 + shift }, { -2 + (5 + bend) * $0 + shift },
                { -3 - (4 + bend) * sin(.pi * $0) + shift }, { 5 - (10 + bend) * $0 + shift },
            ]
            for (tone, melody) in melodies.enumerated() {
                let finals = ["a", "i", "u", "o", "an", "en", "in", "ing"]
                let letters = "b\(finals[number % 8])\(number)"
                try write(
                    melody, middle: middle, seconds: 0.2 + Double((number + tone) % 5) * 0.03,
                    to: "\(folder.path)/cmn-\(letters)x\(tone + 1).wav")
            }
        }
    }

    @Test func `tones are recognised in a voice that nothing was learnt from`() throws {
        try TemporaryFolder.with { folder in
            try speak(16, middle: 220, in: folder.folder("people"))
            try speak(4, middle: 120, in: folder.folder("ours"))
            // Neither is a syllable with a tone to tell.
            try folder.folder("ours").write("x", to: "ma5.wav")
            try folder.folder("ours").write("x", to: "ma1.txt")
            let run = try CommandRun.syrinx(
                ["evaluate", "tones", "--train", "people", "ours", "--json"], in: folder.path)
            try #require(run.status == 0, "\(run.errors)")
            let object = try #require(
                JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
            #expect(object["learnt"] as? Int == 32)
            let speakers = try #require(object["speakers"] as? [[String: Any]])
            #expect(speakers.map { $0["syllables"] as? Int } == [32, 16])
            #expect(speakers[0]["accuracy"] as? Double ?? 0 > 0.95)
            #expect(speakers[1]["accuracy"] as? Double ?? 0 > 0.9)
            #expect(speakers[1]["ratio"] as? Double ?? 0 > 0.9)
            let text = try CommandRun.syrinx(
                ["evaluate", "tones", "--train", "people", "ours", "--quiet"], in: folder.path)
            #expect(text.text.contains("people, not learnt from (32 were)  "), "\(text.text)")
            #expect(text.text.contains("times the recordings'"), "\(text.text)")
        }
    }

    @Test func `folders without tones are refused with a remedy`() throws {
        try TemporaryFolder.with { folder in
            _ = folder.folder("empty")
            try speak(1, middle: 200, in: folder.folder("few"))
            let cases: [(String, Int32, String)] = [
                ("nowhere", 3, "nowhere"), ("empty", 3, "such as ma3.wav"),
                ("few", 2, "many syllables"),
            ]
            for (name, status, words) in cases {
                let run = try CommandRun.syrinx(
                    ["evaluate", "tones", "--train", name], in: folder.path)
                #expect(run.status == status, "\(name): \(run.errors)")
                #expect(run.errors.contains(words), "\(name): \(run.errors)")
            }
        }
    }
}
