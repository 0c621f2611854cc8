import AudioFile
import AudioSignal
import Testing

/// Damaged recordings end or are refused with a typed error; they never stop the program, go on
/// for ever or take memory that they don't fill.
@Suite struct ReadingFuzzTests {
    @Test(arguments: [AudioFileFormat.wav, .flac, .opus, .mp3], 0..<4)
    func `bytes changed, cut, doubled and put in`(format: AudioFileFormat, part: Int) throws {
        let voice = TestVoice.samples(4_000, rate: 24_000)
        let good = try TestVoice.bytes(voice, format, rate: 24_000)
        for seed in 0..<100 {
            var random = SeededGenerator(state: UInt64(part * 1000 + seed))
            var bytes = good
            for _ in 0..<Int.random(in: 1...8, using: &random) { damage(&bytes, using: &random) }
            try read(bytes)
        }
    }

    @Test(arguments: ["8-bits.flac", "16-bits.flac", "24-bits.flac", "stereo.opus", "stereo.mp3"])
    func `files of others`(name: String) throws {
        let good = try #require(Bytes.of(Golden.path(name)))
        for seed in 0..<100 {
            var random = SeededGenerator(state: UInt64(seed))
            var bytes = good
            for _ in 0..<Int.random(in: 1...8, using: &random) { damage(&bytes, using: &random) }
            try read(bytes)
        }
    }

    private func read(_ bytes: [UInt8]) throws {
        do throws(AudioFileError) {
            let reader = try AudioReader(from: MemorySource(bytes), channels: .mixed)
            while let block = try reader.read() {
                // FLAC can say a long silence in few bytes, but not hours.
                if reader.position > 100_000_000 { Issue.record("it goes on for ever"); return }
                let isFinite = block.samples.allSatisfy { $0.isFinite }
                #expect(isFinite)
            }
        } catch {
            #expect(error.description.contains("the recording"))
        }
    }

    private func damage(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        // Mostly in the headers.
        let reach = Bool.random(using: &random) ? min(bytes.count, 120) : bytes.count
        let place = Int.random(in: 0..<reach, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = [0, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
        case 2: bytes.removeLast(bytes.count - place)
        case 3:
            let count = min(4, bytes.count - place)
            for index in 0..<count { bytes[place + index] = 0xFF }
        case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 50)], at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 5))
        }
    }
}

/// Knuth's linear congruence, upper bits.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        func step() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 32
        }
        _ = step()
        return step() << 32 | step()
    }
}

/// A file's bytes, read by the program under test's own source.
enum Bytes {
    static func of(_ path: String) -> [UInt8]? {
        guard let source = try? DescriptorSource(path: path) else { return nil }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while let count = try? piece.withUnsafeMutableBytes({ try source.read(into: $0) }),
            count > 0
        {
            bytes += piece[..<count]
        }
        return bytes
    }
}
