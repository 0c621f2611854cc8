import ArgumentParser
import SpeechEngine

/// Where settings come from besides the options of a command.
struct SettingsOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Settings file, TOML or JSON.", valueName: "file"))
    var config: String?

    /// The settings in force, with the flags of a command over everything else.
    func load(
        flags: [(key: SettingKey, value: String?, flag: String)] = []
    ) throws(EngineError) -> EffectiveSettings {
        do {
            return try EffectiveSettings(
                .ofProcess(file: config),
                flags: flags.compactMap { flag in
                    flag.value.map { (flag.key, $0, flag.flag) }
                })
        } catch {
            throw .settings(error)
        }
    }
}
