import ArgumentParser
import AudioFile
import AudioSignal

/// The level at which DNSMOS hears everything.
struct ActiveLevelOption: ParsableArguments {
    @Option(
        name: .customLong("level"), parsing: .unconditional,
        help: ArgumentHelp(
            """
            DNSMOS hears everything at this active level (ITU-T P.56, dB of full scale, such as \
            -26), so that nothing is judged by its loudness; as it is otherwise.
            """, valueName: "dB"))
    var level: Double?

    mutating func validate() throws {
        if let level, !(-60...0).contains(level) {
            throw ValidationError("--level \(level): from -60 to 0 dB of full scale")
        }
    }

    /// What brings a file to the level; no change without one, and for silence.
    func gain(of file: String, _ channels: ChannelChoice) throws -> Gain {
        guard let level else { return .unity }
        let reader = try AudioReader(path: file, channels: channels)
        var meter = ActiveLevelMeter(rate: reader.rate)
        while let block = try reader.read() { meter.process(block.samples) }
        return meter.gain(to: level)
    }
}
