import Foundation
import Testing

/// A WAV file of one tone at 16 kHz, in 16 bits.
private func tone(_ hertz: Double, samples count: Int) -> [UInt8] {
    func bytes(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let samples = (0..<count).flatMap { index in
        bytes(Int(8000 * sin(2 * Double.pi * hertz * Double(index) / 16_000)), 2)
    }
    let format = bytes(1, 2) + bytes(1, 2) + bytes(16_000, 4) + bytes(32_000, 4) + bytes(2, 2)
    return Array("RIFF".utf8) + bytes(36 + samples.count, 4) + Array("WAVEfmt ".utf8)
        + bytes(16, 4) + format + bytes(16, 2) + Array("data".utf8) + bytes(samples.count, 4)
        + samples
}

@Suite struct PitchTests {
    @Test func `the pitch of a tone is told, as text and as JSON`() throws {
        let text = try CommandRun.syrinx(
            ["evaluate", "pitch", "-"], input: tone(200, samples: 8000))
        #expect(text.status == 0, "\(text.errors)")
        #expect(text.text.contains("median 200.0 Hz"))
        #expect(text.text.contains("voiced 100 %"))

        let json = try CommandRun.syrinx(
            ["evaluate", "pitch", "-", "--json", "--frames", "--hop", "10"],
            input: tone(200, samples: 8000))
        #expect(json.status == 0, "\(json.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
        let file = (object?["files"] as? [[String: Any]])?.first
        let track = file?["track"] as? [String: Any]
        #expect((track?["hertz"] as? [Double])?.count == 51)
        #expect(track?["hop_seconds"] as? Double == 0.01)
        #expect((file?["pitch"] as? [String: Any])?["median_hertz"] as? Double != nil)
    }

    @Test func `silence has no voice`() throws {
        let run = try CommandRun.syrinx(["evaluate", "pitch", "-"], input: tone(0, samples: 8000))
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text.contains("no voice"))
    }

    @Test func `what has no pitch to tell is refused with a remedy`() throws {
        let short = try CommandRun.syrinx(
            ["evaluate", "pitch", "-"], input: tone(200, samples: 100))
        #expect(short.status == 3)
        #expect(short.errors.contains("give a longer recording"))
        let bounds = try CommandRun.syrinx(
            ["evaluate", "pitch", "-", "--lowest", "700"], input: tone(200, samples: 8000))
        #expect(bounds.status == 2)
        #expect(bounds.errors.contains("choose bounds in order"))
        let alone = try CommandRun.syrinx(["evaluate", "pitch", "-", "--frames"])
        #expect(alone.status != 0)
        #expect(alone.errors.contains("--json"))
    }
}
