import SpeechEngine

extension SoundCommand {
    /// The players of WAV that are looked for, best first.
    private static let knownPlayers = [
        // By a file name: "-" means raw samples to PipeWire before 1.0 (0.3.65 of Debian 12).
        SoundCommand(program: "pw-play", arguments: ["/dev/stdin"]),
        SoundCommand(program: "paplay", arguments: []),
        SoundCommand(program: "aplay", arguments: ["-q", "-"]),
        SoundCommand(
            program: "ffplay",
            arguments: ["-nodisp", "-autoexit", "-loglevel", "error", "-i", "pipe:0"]),
    ]

    /// The names of the players that are looked for.
    static var playerNames: [String] { knownPlayers.map(\.program) }

    /// The command that the settings give to play WAV from its standard input, else the first
    /// player that is installed; nil where there is none.
    static func player(configured: String?) throws(EngineError) -> SoundCommand? {
        if let configured {
            let player = try SoundCommand(configured, field: "player")
            guard player.isInstalled else {
                throw .player(
                    command: configured,
                    reason: "there is no program '\(player.program)'; install it or set "
                        + "SYRINX_PLAYER")
            }
            return player
        }
        return knownPlayers.first(where: \.isInstalled)
    }
}
