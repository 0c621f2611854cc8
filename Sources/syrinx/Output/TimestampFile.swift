import AudioFile
import SpeechEngine

/// Where the times of words are written: JSON, or subtitles by the ending of the name.
struct TimestampFile {
    /// How they are written.
    enum Format: Equatable {
        case json
        case subtitles(SubtitleFormat)
    }

    let path: String
    let format: Format

    /// - Throws: `EngineError.invalid` for a name with another ending.
    init(_ path: String) throws(EngineError) {
        self.path = path
        let ending = TextInput.fileExtension(of: path)
        if let subtitles = SubtitleFormat(rawValue: ending) {
            format = .subtitles(subtitles)
        } else if ending == "json" {
            format = .json
        } else {
            throw .invalid(
                field: "--timestamps", value: path,
                expected: "a name ending in .json, .srt or .vtt")
        }
    }

    /// Writes what was gathered; the file appears when it is complete.
    func write(_ timestamps: Timestamps) throws(EngineError) {
        let text =
            switch format {
            case .json: try JSONOutput.text(timestamps, pretty: false) + "\n"
            case .subtitles(let format): format.text(of: timestamps.cues)
            }
        do throws(AudioFileError) { try FileSink.write(text, to: path) } catch {
            throw .audio(error)
        }
    }
}
