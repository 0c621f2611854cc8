import SpeechEngine

/// What records and plays live: raw samples, 16-bit, one channel, 16 kHz, with the least buffering
/// that each allows.
struct LiveCommand {
    let command: SoundCommand
    /// What it keeps waiting in its own buffer and the device's, in milliseconds, as it is asked
    /// to; nil where that isn't known.
    let bufferMilliseconds: Double?

    /// The command that was given for a role, else the first that is installed.
    static func find(
        _ role: SoundProgram.Role, configured: String?
    ) throws -> LiveCommand {
        if let configured {
            let command = try SoundCommand(configured, field: "--\(role)")
            guard command.isInstalled else {
                throw LiveSoundError.program(
                    role, command: configured, reason: "there is no program '\(command.program)'")
            }
            return LiveCommand(command: command, bufferMilliseconds: nil)
        }
        let known = known(role)
        guard let found = known.first(where: { SoundCommand.executable($0.name) != nil }) else {
            throw LiveSoundError.noProgram(role, known: known.map(\.name))
        }
        return found.live
    }

    private static func known(
        _ role: SoundProgram.Role
    ) -> [(name: String, live: LiveCommand)] {
        let isRecorder = role == .recorder
        func pulse(_ name: String) -> LiveCommand {
            LiveCommand(
                command: SoundCommand(
                    program: name,
                    arguments: [
                        "--raw", "--rate=16000", "--channels=1", "--format=s16le",
                        "--latency-msec=20", "--client-name=syrinx",
                    ]), bufferMilliseconds: 20)
        }
        // A player's buffer is filled before the first sound and holds what a busy machine is late
        // by; a recorder's is emptied every hundredth of a second.
        func alsa(_ name: String) -> LiveCommand {
            LiveCommand(
                command: SoundCommand(
                    program: name,
                    arguments: [
                        "-q", "-t", "raw", "-f", "S16_LE", "-r", "16000", "-c", "1",
                        "-B", "40000", "-F", "10000",
                    ]), bufferMilliseconds: isRecorder ? 10 : 40)
        }
        return isRecorder
            ? [
                ("pw-record", pipeWire("pw-record")), ("parec", pulse("parec")),
                ("arecord", alsa("arecord")),
            ]
            : [
                ("pw-play", pipeWire("pw-play")), ("pacat", pulse("pacat")),
                ("aplay", alsa("aplay")),
            ]
    }

    /// Since 1.0, PipeWire's programs have to be told that "-" is raw samples; those before take
    /// it for that and don't know the word.
    private static func pipeWire(_ name: String) -> LiveCommand {
        let words = "\(name) --latency 20ms --rate 16000 --channels 1 --format s16"
        let script =
            "if \(name) --help 2>&1 | grep -q -e --raw; then exec \(words) --raw -; "
            + "else exec \(words) -; fi"
        return LiveCommand(
            command: SoundCommand(program: "sh", arguments: ["-c", script]), bufferMilliseconds: 20)
    }
}
