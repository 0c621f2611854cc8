import ArgumentParser
import ConversionEngine
import ModelBlocks
import SpeechEngine
import VoiceConversion
import VoiceLibrary

/// `syrinx profiles add`: a voice from a clip.
struct ProfilesAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Take a voice from a recording and keep it as a profile.",
        discussion: """
            Ten seconds or more of one person, without music and echo, are enough; ten minutes at \
            most are listened to. What may keep the voice from being good is told.
            """)

    @Argument(help: ArgumentHelp("The recording.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The profile's name: a-z, 0-9 and hyphens.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("What people call it, in any script.", valueName: "text"))
    var displayName: String?

    @Flag(help: "The speaker agrees to being imitated.")
    var consent = false

    @Option(
        help: ArgumentHelp(
            "A converter's weights, as trained; by default those of the program.",
            valueName: "file"))
    var model: String?

    @OptionGroup var options: ProfileOptions

    mutating func run() async throws {
        let name = try ProfileName(name)
        let shown = try displayName.map { text throws(VoiceLibraryError) in
            try DisplayName(text)
        }
        let library = try options.library()
        let settings = try options.settings.load().settings
        let engine = ConversionEngine(
            weights: model ?? settings.converter,
            settings.runtime(
                forCallsOf: ConversionEngine.family, usually: ConversionEngine.usualExecutor))
        let (clip, hash): (TargetClip, ContentHash)
        do {
            let loaded = try engine.load()
            (clip, hash) = (try TargetClip(at: file, by: loaded.converter), loaded.model)
        } catch let error as ConversionError {
            throw engine.reported(error)
        }
        clip.warn(file)
        let added = try await library.add(
            AnalyzedVoice(
                name: name, displayName: shown, hasConsent: consent, clip: clip.hash,
                quality: clip.quality, model: hash,
                features: clip.voice.features))
        try ProfileResult(added).print("kept", json: options.json)
    }
}
