/// Why there is no live sound.
enum LiveSoundError: ReportedError {
    /// None of the programs that are looked for is installed.
    case noProgram(SoundProgram.Role, known: [String])
    /// A program is missing, ended or stands still.
    case program(SoundProgram.Role, command: String, reason: String)

    var description: String {
        switch self {
        case .noProgram(let role, let known):
            "there is no \(role) here (\(known.joined(separator: ", "))); apt install "
                + "pipewire-bin (or pulseaudio-utils, alsa-utils), or give a command with "
                + "--\(role)"
        case .program(let role, let command, let reason):
            "\(role) '\(command)': \(reason); look after the device, or give another command with "
                + "--\(role)"
        }
    }

    var exitStatus: Int32 {
        switch self {
        case .noProgram: ExitStatus.missingComponent
        case .program: ExitStatus.failure
        }
    }
}
