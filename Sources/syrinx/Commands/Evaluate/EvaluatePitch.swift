import ArgumentParser
import AudioFeatures
import AudioFile
import AudioSignal
import SpeechEngine

/// `syrinx evaluate pitch`: the melody of recordings.
struct EvaluatePitch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pitch",
        abstract: "Median, spread and range of the pitch (F0) of recordings.",
        discussion: """
            The spread is F0's standard deviation in semitones, a measure of how lively a melody \
            is. Recordings are WAV, FLAC, Opus in Ogg or MP3 of at most an hour.
            """)

    @Argument(help: ArgumentHelp("Recordings; - means standard input.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("The lowest pitch that a voice may have.", valueName: "hertz"))
    var lowest = 50.0

    @Option(help: ArgumentHelp("The highest pitch that a voice may have.", valueName: "hertz"))
    var highest = 600.0

    @Option(
        help: ArgumentHelp(
            "From one frame to the next; frames are centred at its multiples.", valueName: "ms"))
    var hop = 12.5

    @Option(help: ArgumentHelp("Only this channel, from 1; otherwise their mean.", valueName: "n"))
    var channel: Int?

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "With --json: pitch, voicing and level of every frame too.")
    var frames = false

    /// The longest recording.
    private static let limit = Duration.seconds(3600)

    mutating func validate() throws {
        if let channel, !(1...255).contains(channel) {
            throw ValidationError("--channel \(channel): channels are counted from 1")
        }
        guard (1...1000).contains(hop) else {
            throw ValidationError("--hop \(hop): from 1 to 1000 milliseconds")
        }
        if frames, !json { throw ValidationError("--frames is for --json; give both") }
        if files.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("standard input can be read only once")
        }
    }

    mutating func run() throws {
        var (names, recordings) = ([String](), [PitchResult.Recording]())
        var failure: (any ReportedError)?
        for file in files {
            do {
                recordings.append(try recording(file))
                names.append(file)
            } catch let error as AudioFeatureError {
                Console.report("\(file): \(error)")
                failure = failure ?? error
            } catch let error as AudioFileError {
                Console.report(error.description)
                failure = failure ?? error
            }
        }
        let result = PitchResult(names: names, recordings, showsFrames: frames)
        if json {
            try Console.print(JSONOutput.text(result, pretty: !frames))
        } else {
            for line in result.lines { try Console.print(line) }
        }
        // All that can be judged is; what can't be was told.
        if let failure { throw ExitCode(failure.exitStatus) }
    }

    private func recording(_ file: String) throws -> PitchResult.Recording {
        let audio = try AudioReader.read(
            path: file, channels: channel.map { .only($0 - 1) } ?? .mixed, limit: Self.limit)
        let samples = max(1, Int((hop / 1000 * Double(audio.rate.hertz)).rounded()))
        let tracker = try PitchTracker(
            PitchRecipe(
                rate: audio.rate, grid: .centred(hop: samples), lowest: lowest,
                highest: highest))
        return PitchResult.Recording(
            seconds: audio.duration.seconds,
            hopSeconds: Double(samples) / Double(audio.rate.hertz),
            track: try tracker.track(audio))
    }
}
