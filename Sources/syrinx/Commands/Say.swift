public import ArgumentParser
import AudioFile
import ConversionEngine
import ModelBlocks
import SpeechEngine
public import SpeechText

/// `syrinx say`: texts become sound.
struct Say: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Speak texts: to the loudspeaker, to files, to a pipe.",
        discussion: """
            Without --output, one text is played by pw-play, paplay, aplay or ffplay, whichever \
            is installed (SYRINX_PLAYER chooses another); where there is none, a file is written \
            and named. Several files, or a folder, become files beside the texts, or in the \
            folder that --output names.
            """)

    @Argument(help: "The text; - means standard input.")
    var text: String?

    @Option(
        name: [.short, .customLong("file")], parsing: .upToNextOption,
        help: ArgumentHelp("Files or folders to read; - means standard input.", valueName: "file"))
    var files: [String] = []

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "File to write; - means standard output; a folder for several texts.",
            valueName: "file"))
    var output: String?

    @OptionGroup var speech: SpeechOptions

    @Option(
        help: ArgumentHelp("Audio format: wav, flac, opus, mp3, aac or pcm.", valueName: "name"))
    var format: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Samples per second of the result.", valueName: "hz"))
    var rate: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Loudness of the result in LUFS, such as -18.", valueName: "x"))
    var lufs: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Level of a file's highest peak in dBFS.", valueName: "x"))
    var peak: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Audio gathered before playing, in milliseconds.", valueName: "n"))
    var prebufferMs: String?

    @Option(help: "How the text is written: plain, markdown or ssml; told by its file otherwise.")
    var markup: TextFormat?

    @Option(
        help: ArgumentHelp(
            "File for the times of words and phonemes: .json, or subtitles as .srt or .vtt.",
            valueName: "file"))
    var timestamps: String?

    @Option(
        help: ArgumentHelp(
            "Who is to say what the voice speaks: a voice profile, another speaking voice, or a "
                + "recording of some seconds of their voice.",
            valueName: "voice"))
    var thenConvertTo: String?

    @OptionGroup var profiles: ProfileFolder

    @Flag(help: "Replace files whose names you did not give.")
    var force = false

    @Flag(help: "Print what came of it as JSON, one line for each text.")
    var json = false

    @Flag(help: "No progress and no notes.")
    var quiet = false

    @OptionGroup var settings: SettingsOptions

    mutating func validate() throws {
        if speech.profile != nil, speech.llm != nil {
            throw ValidationError("--profile and --llm exclude each other; give one of them")
        }
    }

    mutating func run() async throws {
        let effective = try settings.load(
            flags: speech.flags + [
                (.format, format, "--format"), (.rate, rate, "--rate"), (.lufs, lufs, "--lufs"),
                (.peak, peak, "--peak"), (.prebuffer, prebufferMs, "--prebuffer-ms"),
            ])
        var chosen = effective.settings
        // A model named on the command line wins over a profile set elsewhere.
        if speech.llm != nil { chosen.profile = nil }
        let timestamps = try timestamps.map { path throws(EngineError) in
            try TimestampFile(path)
        }
        let engine = try SpeechEngine(chosen, batchSizes: RememberedBatches.sizes)
        let inputs = try TextInput.all(text: text, files: files)
        let plan = try DeliveryPlan(
            inputs: inputs, output: output, settings: chosen, replacesFiles: force)
        if let timestamps, plan.deliveries.count > 1 {
            throw EngineError.invalid(
                field: "--timestamps", value: timestamps.path, expected: "one text at a time")
        }
        var speaker = Speaker(
            engine: engine, markup: markup, printsJSON: json, isQuiet: quiet || json,
            timestamps: timestamps)
        if let thenConvertTo {
            speaker.conversion = try await conversion(
                to: thenConvertTo, chosen, speaking: engine)
        }
        do throws(EngineError) {
            try await speaker.speak(plan)
        } catch {
            // Programs that speak are not left alone.
            if Interruption.shared.wasRequested { await engine.shutdown() }
            throw error
        }
    }
}

extension Say {
    /// Whoever is to say what is spoken.
    private func conversion(
        to name: String, _ chosen: Settings, speaking engine: SpeechEngine
    ) async throws -> SpeechConversion {
        let conversion = ConversionEngine(
            weights: chosen.converter,
            chosen.runtime(
                forCallsOf: ConversionEngine.family, usually: ConversionEngine.usualExecutor))
        do {
            let voice = try await TargetName(text: name).voice(
                by: conversion, in: { try profiles.library(settings: settings) }, or: { engine })
            return try SpeechConversion(by: conversion.load().converter, to: voice)
        } catch let error as ConversionError {
            throw conversion.reported(error)
        }
    }
}

extension TextFormat: ExpressibleByArgument {}
