import AudioFeatures
import AudioSignal
import Foundation

/// A signal of known pitch (scripts/golden/pitch.py).
struct KnownPitch {
    /// At 16 kHz.
    let audio: AudioBuffer
    /// F0 in hertz at every 200th sample from 0 on; 0 where nothing is voiced.
    let pitch: [Double]

    private struct Entry: Decodable {
        let start: Int
        let count: Int
        let pitch: [Double]
    }

    /// By name.
    static let all: [String: KnownPitch] = {
        guard let folder = Bundle.module.url(forResource: "Golden", withExtension: nil),
            let entries = try? JSONDecoder().decode(
                [String: Entry].self, from: Data(contentsOf: folder.appending(path: "pitch.json"))),
            let bytes = try? [UInt8](Data(contentsOf: folder.appending(path: "pitch.s16")))
        else { fatalError("the signals of known pitch can't be read") }
        return entries.mapValues { entry in
            let samples = (entry.start..<entry.start + entry.count).map { index in
                Float(
                    Int16(bitPattern: UInt16(bytes[2 * index]) | UInt16(bytes[2 * index + 1]) << 8))
                    / 32_768
            }
            return KnownPitch(
                audio: AudioBuffer(rate: SampleRate(16_000), samples: samples), pitch: entry.pitch)
        }
    }()

    static subscript(name: String) -> KnownPitch {
        guard let known = all[name] else { fatalError("no signal named \(name)") }
        return known
    }
}

/// How far a track is from what is known.
struct PitchDeviation: CustomStringConvertible {
    /// The median distance of frames that are voiced in both, in cents.
    private(set) var median = 0.0
    /// Frames voiced in both.
    private(set) var both = 0
    /// How many of those are more than 50 cents off.
    private(set) var wrong = 0
    /// Voiced frames that the track calls unvoiced.
    private(set) var missed = 0
    /// Unvoiced frames that it calls voiced.
    private(set) var invented = 0

    init(_ track: PitchTrack, _ known: KnownPitch) {
        var cents: [Double] = []
        for (frequency, pitch) in zip(track.frequencies, known.pitch) {
            switch (frequency > 0, pitch > 0) {
            case (true, true): cents.append(abs(1200 * log2(Double(frequency) / pitch)))
            case (false, true): missed += 1
            case (true, false): invented += 1
            case (false, false): break
            }
        }
        cents.sort()
        both = cents.count
        wrong = cents.count { $0 > 50 }
        median = cents.isEmpty ? 0 : cents[cents.count / 2]
    }

    var description: String {
        "\(median) cents, \(wrong) of \(both) wrong, \(missed) missed, \(invented) invented"
    }
}
