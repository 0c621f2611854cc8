import SpeechEngine

/// The commands of a recorder and a player.
struct LiveCommands {
    let recorder: LiveCommand
    let player: LiveCommand

    /// What both keep in their buffers; nil where that isn't known.
    var milliseconds: Double? {
        guard let one = recorder.bufferMilliseconds, let other = player.bufferMilliseconds else {
            return nil
        }
        return one + other
    }
}

/// A recorder and a player that have been started.
struct LivePrograms: Sendable {
    let commands: LiveCommands
    let recorder: SoundProgram
    let player: SoundProgram

    /// Starts them.
    init(_ commands: LiveCommands) throws(EngineError) {
        self.commands = commands
        player = try SoundProgram(commands.player.command, as: .player, isApart: true)
        recorder = try SoundProgram(commands.recorder.command, as: .recorder, isApart: true)
    }

    /// Ends them, the player when it has played what it has.
    ///
    /// - Returns: What is wrong, where not somebody but a mistake ended the session.
    func end(_ end: LiveSession.End) async -> (any Error)? {
        let recorded = await recorder.end(within: .milliseconds(500))
        let isDeaf = player.isDeaf
        let played = await player.end(within: isDeaf ? .milliseconds(300) : .seconds(1))
        switch end {
        case .asked: return nil
        case .recorderEnded:
            guard recorded != .exited(code: 0) else { return nil }
            return problem(.recorder, recorded.reason(lastWords: recorder.lastWords))
        case .recorderSilent:
            return problem(.recorder, "nothing came from it for \(Int(LiveSession.patience)) s")
        case .failed(.player(.gone)):
            return problem(.player, played.reason(lastWords: player.lastWords))
        case .failed(.player(.stuck)):
            return problem(
                .player, "it took nothing for \(PlayerFeed.patience.components.seconds) s")
        case .failed(.player(.system(let reason))): return problem(.player, reason)
        case .failed(.conversion(let error)): return error
        }
    }

    private func problem(_ role: SoundProgram.Role, _ reason: String) -> LiveSoundError {
        let command = role == .player ? commands.player : commands.recorder
        return .program(role, command: command.command.line, reason: reason)
    }
}
