import AudioSignal
import FoundationEssentials
import StrictJSON

// As it is kept: JSON with names in snake case, read strictly, since files come from anywhere.
extension ClipQuality {
    private struct Kept: Encodable {
        let rate: Int
        let seconds, unusedSeconds, activeSeconds: Double
        let activeLevel: Double?
        let peak, clippedPart: Double
        let signalToNoise: Double?
        let offset: Double
        let brokenSamples: Int
        let speakerSpread: Double?
    }

    /// The JSON.
    var json: String {
        let kept = Kept(
            rate: rate.hertz, seconds: seconds, unusedSeconds: unusedSeconds,
            activeSeconds: activeSeconds, activeLevel: activeLevel, peak: peak,
            clippedPart: clippedPart, signalToNoise: signalToNoise, offset: offset,
            brokenSamples: brokenSamples,
            speakerSpread: speakerSpread)
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = .sortedKeys
        // Figures that ``ClipMeter`` gives are finite, and so are those that were read.
        return (try? encoder.encode(kept)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// Why JSON is no quality: the field, and what it should be.
    struct Misfit: Error {
        let reason: String
    }

    /// Reads the JSON; fields that nobody knows are passed over.
    init(json: String) throws(Misfit) {
        var figures: [String: Double] = [:]
        do throws(JSONError) {
            var reader = JSONReader(Array(json.utf8), mostValues: 100)
            try reader.enterObject()
            while let key = try reader.nextKey() {
                guard Self.ranges[key] != nil else {
                    try reader.skip()
                    continue
                }
                guard figures.updateValue(try reader.number(), forKey: key) == nil else {
                    throw reader.repeatedKey(at: reader.keyOffset)
                }
            }
            try reader.end()
        } catch {
            throw Misfit(reason: "its JSON at \(error)")
        }
        for (key, figure) in figures {
            guard let range = Self.ranges[key], range.contains(figure) else {
                throw Misfit(reason: "'\(key)' is \(figure)")
            }
        }
        func figure(_ key: String) throws(Misfit) -> Double {
            guard let figure = figures[key] else { throw Misfit(reason: "'\(key)' is missing") }
            return figure
        }
        guard let rate = SampleRate(hertz: Int(try figure("rate"))) else {
            throw Misfit(reason: "'rate' is no sample rate")
        }
        self.init(
            rate: rate, seconds: try figure("seconds"),
            unusedSeconds: try figure("unused_seconds"),
            activeSeconds: try figure("active_seconds"), activeLevel: figures["active_level"],
            peak: try figure("peak"), clippedPart: try figure("clipped_part"),
            signalToNoise: figures["signal_to_noise"], offset: try figure("offset"),
            brokenSamples: Int(try figure("broken_samples")),
            speakerSpread: figures["speaker_spread"])
    }

    /// What each figure can be, generously.
    private static let ranges: [String: ClosedRange<Double>] = [
        "rate": 4_000...192_000, "seconds": 0...600, "unused_seconds": 0...1e9,
        "active_seconds": 0...601, "active_level": -200...800, "peak": 0...4e38,
        "clipped_part": 0...1, "signal_to_noise": -20...100, "offset": -4e38...4e38,
        "broken_samples": 0...1e9, "speaker_spread": 0...1e6,
    ]
}
