import AudioFile
import AudioSignal
import Glibc
import Testing

@testable import VoiceLibrary

/// How often the warning of two speakers is right, by recordings:
///
///     SYRINX_SPEAKER_CLIPS=FOLDER swift test --filter SpeakerMeterRates
///
/// The folder has a recording of each of many speakers. Each is taken alone, and the beginnings of
/// two, and both whole, are put one behind the other.
@Suite(.enabled(if: getenv("SYRINX_SPEAKER_CLIPS") != nil, "no recordings are given"))
struct SpeakerMeterRates {
    /// What is said at the beginning, and all of it.
    private typealias Clip = (seconds: Double, beginning: [[Double]], all: [[Double]])

    private static let beginning = 6.4

    private static func clip(_ path: String) throws -> Clip {
        let reader = try AudioReader(path: path)
        let resampler = Resampler(from: reader.rate, to: SampleRate(16_000))
        var samples: [Float] = []
        while let block = try reader.read() { samples += resampler.process(block.samples) }
        samples += resampler.finish()
        var cepstra = SpeakerCepstra()
        let first = min(samples.count, Int(beginning * 16_000))
        let head = cepstra.process(Array(samples[..<first]))
        return (
            Double(samples.count) / 16_000, head, head + cepstra.process(Array(samples[first...]))
        )
    }

    private static func part(_ spreads: [Double?]) -> Double {
        Double(spreads.count { ($0 ?? 0) > ClipQuality.twoSpeakers }) / Double(spreads.count)
    }

    private static func spread(_ parts: [[Double]]...) -> Double? {
        var meter = SpeakerMeter()
        for part in parts { meter.add(part) }
        return meter.spread
    }

    @Test func `rarely one for two, mostly two for two`() throws {
        let folder = try #require(getenv("SYRINX_SPEAKER_CLIPS").map { String(cString: $0) })
        let directory = try #require(opendir(folder))
        defer { closedir(directory) }
        var clips: [Clip] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            clips.append(try Self.clip(folder + "/" + name))
        }
        let alone = clips.map { Self.spread($0.all) }
        let pairs = clips.indices.flatMap { one in
            [1, 7, 31].map { (clips[one], clips[(one + $0) % clips.count]) }
        }
        let brief = pairs.map { Self.spread($0.beginning, $1.beginning) }
        let whole = pairs.map { Self.spread($0.all, $1.all) }
        let sorted = alone.compactMap(\.self).sorted()
        print(
            "alone: \(Self.part(alone)) of \(alone.count), \(alone.count { $0 == nil }) not judged,",
            "95 %: \(sorted[sorted.count * 95 / 100]);",
            "\(Self.beginning) s of each of two: \(Self.part(brief)) of \(brief.count);",
            "both whole: \(Self.part(whole))")
        #expect(Self.part(alone) <= 0.05)
        #expect(Self.part(brief) >= 0.8)
        #expect(Self.part(whole) >= 0.8)
    }
}
