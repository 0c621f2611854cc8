import ArgumentParser
import ConversionEngine
import ModelBlocks
import SpeechEngine
import SpeechModel
import TensorRuntime
import VoiceConversion
import VoiceLibrary

/// `syrinx convert`: what somebody says, in somebody else's voice.
struct Convert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say a recording in another voice: words, melody and pauses stay.",
        discussion: """
            A whole file, of any length:

              syrinx convert interview.flac --to anna.wav -o anonymous.flac

            Or while somebody speaks, in steps of 20 ms: raw samples (16-bit, little-endian, one \
            channel, 16 kHz) from standard input to standard output, each as late as the model \
            looks ahead:

              recorder | syrinx convert --stdin --stdout --to anna.wav | player

            Or with the machine's own microphone and loudspeaker (headphones, or the microphone \
            hears what is played), by pw-record and pw-play, parec and pacat, or arecord and \
            aplay, whichever is installed; \(LiveKey.help):

              syrinx convert --live --to anna.wav
            """)

    @Argument(help: ArgumentHelp("The recording; - means standard input.", valueName: "in"))
    var input: String?

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "File to write, such as out.wav or out.flac; - means standard output.",
            valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Who is to speak: a voice profile, a speaking voice such as ivy, or a recording of some "
                + "seconds of their voice.",
            valueName: "voice"))
    var to: String

    @OptionGroup var profiles: ProfileFolder

    @Flag(help: "Take raw samples from standard input as they come.")
    var stdin = false

    @Flag(help: "Give raw samples on standard output at once.")
    var stdout = false

    @Flag(help: "Convert what the microphone hears, to the loudspeaker.")
    var live = false

    @Option(
        help: ArgumentHelp(
            "With --live: a program that writes raw samples as above, instead of those that are "
                + "looked for.", valueName: "command"))
    var recorder: String?

    @Option(
        help: ArgumentHelp("With --live: a program that plays them.", valueName: "command"))
    var player: String?

    @Option(
        help: ArgumentHelp(
            "Moves the pitch beyond the target's usual one, in semitones.", valueName: "n"))
    var pitch = 0.0

    @Option(
        help: ArgumentHelp(
            "With --stdin or --live: silence where it is quieter, root mean square in dB of full "
                + "scale; -50 for --live.",
            valueName: "dB"))
    var gate: Double?

    @Option(
        help: ArgumentHelp("Frames of 20 ms of a file that are made at a time.", valueName: "n"))
    var frames = 16

    @OptionGroup var converter: ConverterOptions

    @Flag(help: "Print what came of it as JSON; with --stdin on standard error.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    func validate() throws {
        guard (-24...24).contains(pitch) else {
            throw ValidationError("--pitch \(pitch): -24 to 24 semitones")
        }
        guard (1...500).contains(frames) else {
            throw ValidationError("--frames \(frames): 1 to 500")
        }
        guard stdin == stdout else {
            throw ValidationError("--stdin and --stdout go together")
        }
        guard !stdin || !live else {
            throw ValidationError("--live and --stdin exclude each other")
        }
        if stdin || live, input != nil || output != nil {
            throw ValidationError(
                "\(live ? "--live takes" : "--stdin and --stdout take") the place of <in> and "
                    + "--output")
        }
        if !stdin, !live, input == nil || output == nil {
            throw ValidationError("give a recording and --output, --stdin --stdout, or --live")
        }
        if !live, recorder != nil || player != nil {
            throw ValidationError("--recorder and --player are for --live")
        }
        if let gate {
            guard stdin || live else { throw ValidationError("--gate is for --stdin and --live") }
            guard (-100...0).contains(gate) else {
                throw ValidationError("--gate \(gate): -100 to 0 dB")
            }
        }
    }

    mutating func run() async throws {
        let start = ContinuousClock.now
        // Before the work that a voice takes.
        let liveCommands = live ? try liveCommands() : nil
        let engine = try converter.engine()
        do {
            let converter = try engine.load().converter
            let voice = try await voice(by: engine)
            let loadSeconds = (ContinuousClock.now - start) / .seconds(1)
            if let liveCommands {
                try await live(by: liveCommands, through: converter, as: voice)
            } else if stdin {
                try stream(through: converter, as: voice)
            } else if let input, let output {
                try copy(input, to: output, through: converter, as: voice, loadSeconds)
            }
        } catch let error as ConversionError {
            throw engine.reported(error)
        }
    }
}

extension Convert {
    /// A profile's voice, a speaking voice, or who speaks in a recording.
    private func voice(by conversion: ConversionEngine) async throws -> TargetVoice {
        var speech: SpeechEngine?
        let voice = try await TargetName(text: to).voice(
            by: conversion,
            in: { try profiles.library(settings: converter.executor.settings) },
            or: {
                let engine = try SpeechEngine(converter.settings())
                speech = engine
                return engine
            })
        await speech?.shutdown()
        return voice
    }
}
