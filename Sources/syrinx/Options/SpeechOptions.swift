import ArgumentParser
import SpeechEngine

/// How a text is spoken; the same for every command that speaks or plans.
///
/// Values stay text here: the settings check them all in one place, so that an
/// option, a variable and a line of the settings file are refused in the same words.
struct SpeechOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Voice: an ID or a short name of `syrinx voices`.", valueName: "id"))
    var voice: String?

    @Option(help: ArgumentHelp("Family of voices to try first.", valueName: "id"))
    var family: String?

    @Option(
        help: ArgumentHelp(
            "How text is cut and delivered: fast, cinematic, audiobook, or one of your own.",
            valueName: "name"))
    var profile: String?

    @Option(
        help: ArgumentHelp(
            "Language model that writes the text; chooses the profile by its size.",
            valueName: "name"))
    var llm: String?

    @Option(
        help: ArgumentHelp("Language; without it, found for each sentence.", valueName: "code"))
    var language: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Speaking rate as a factor, 0.25 to 4.", valueName: "x"))
    var speed: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Seed of everything random.", valueName: "n"))
    var seed: String?

    @Option(help: ArgumentHelp("Emoji: dropped or named.", valueName: "reading"))
    var emoji: String?

    @Option(help: ArgumentHelp("Your own pronunciations (TOML).", valueName: "file"))
    var dictionary: String?

    /// The options given, as settings.
    var flags: [(key: SettingKey, value: String?, flag: String)] {
        [
            (.voice, voice, "--voice"), (.family, family, "--family"),
            (.profile, profile, "--profile"), (.llm, llm, "--llm"),
            (.language, language, "--language"), (.speed, speed, "--speed"),
            (.seed, seed, "--seed"), (.emoji, emoji, "--emoji"),
            (.dictionary, dictionary, "--dictionary"),
        ]
    }
}
