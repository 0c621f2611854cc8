import AudioFile
import Glibc
import SpeechEngine

/// Where the sound of each text goes.
struct DeliveryPlan {
    /// A place for sound.
    enum Destination: Equatable {
        /// A player.
        case player(SoundCommand)
        /// A file of a format.
        case file(String, AudioFileFormat)
        /// A file in the working directory, named after the text.
        case namedFile(AudioFileFormat)
        /// Standard output, a device or a named pipe.
        case stream(String, AudioFileFormat)

        /// Whether the sound goes to standard output.
        var isStandardOutput: Bool {
            if case .stream("-", _) = self { true } else { false }
        }
    }

    /// The texts with their places, in order.
    let deliveries: [(input: TextInput, destination: Destination)]
    /// Whether the folders of the files are made where they are missing: those below
    /// a folder that was asked for.
    let makesFolders: Bool

    /// Decides where everything goes, before any work is done.
    init(
        inputs: [TextInput], output: String?, settings: Settings, replacesFiles: Bool
    ) throws(EngineError) {
        let format = settings.format.flatMap(AudioFileFormat.init(rawValue:))
        let isFolder = output.map { $0.hasSuffix("/") || Folder.isFolder($0) } ?? false
        let hasFolderInput = inputs.contains { input in
            if case .file(let path, let relative) = input.source {
                return path.split(separator: "/").last.map(String.init) != relative
            }
            return false
        }
        makesFolders = inputs.count > 1 || hasFolderInput || isFolder
        guard inputs.count == 1, !hasFolderInput, let input = inputs.first else {
            deliveries = try Self.batch(
                inputs, output: output, isFolder: isFolder, format: format ?? .wav,
                replacesFiles: replacesFiles)
            return
        }
        switch output {
        case nil:
            if let player = try SoundCommand.player(configured: settings.player) {
                deliveries = [(input, .player(player))]
            } else {
                deliveries = [(input, .namedFile(format ?? .wav))]
            }
        case let path? where AudioDestination.isStream(path):
            guard path != "-" || isatty(STDOUT_FILENO) == 0 else {
                throw .invalid(
                    field: "--output", value: path,
                    expected: "a file name, or a pipe behind it: standard output is a terminal")
            }
            deliveries = [(input, .stream(path, format ?? .wav))]
        case let path? where isFolder:
            guard case .file = input.source else { throw .audio(.isFolder(path: path)) }
            deliveries = try Self.batch(
                inputs, output: path, isFolder: true, format: format ?? .wav,
                replacesFiles: replacesFiles)
        case let path?:
            guard !Folder.isSameFile(path, input.path ?? "/dev/stdin") else {
                throw .invalid(
                    field: "--output", value: path,
                    expected: "another file than the text's own, which would be lost")
            }
            let told = if let format { format } else { try Self.format(of: path) }
            deliveries = [(input, .file(path, told))]
        }
    }

    private static func batch(
        _ inputs: [TextInput], output: String?, isFolder: Bool, format: AudioFileFormat,
        replacesFiles: Bool
    ) throws(EngineError) -> [(input: TextInput, destination: Destination)] {
        if let output, !isFolder {
            guard output != "-", !Folder.exists(output) else {
                throw .invalid(
                    field: "--output", value: output, expected: "a folder, for several texts")
            }
        }
        let names = try OutputName.outputs(
            for: inputs, folder: output, format: format.fileExtensions[0])
        if !replacesFiles, let there = names.first(where: Folder.exists) {
            throw .output(
                path: there, reason: "it exists",
                remedy: "--force replaces it, -o names another folder")
        }
        return zip(inputs, names).map { ($0, .file($1, format)) }
    }

    private static func format(of path: String) throws(EngineError) -> AudioFileFormat {
        if let format = AudioFileFormat(path: path) { return format }
        let ending = TextInput.fileExtension(of: path)
        guard ending.isEmpty else {
            throw .invalid(
                field: "--output", value: path,
                expected: "a name ending in .wav, .flac, .opus, .mp3, .aac or .pcm, or --format")
        }
        return .wav
    }
}
