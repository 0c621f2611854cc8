/// Who is taken to speak.
public enum SpeakerRule: Sendable, Hashable {
    /// As the corpus tells: LibriSpeech's names (`SPEAKER-CHAPTER-NUMBER`), a column `client_id`
    /// or `speaker_id`, else the recording's folder.
    case told
    /// Always this one.
    case named(String)
    /// The recording's folder; of one that is called `wavs`, `wav`, `clips` or `audio`, the one
    /// around it.
    case folder

    /// Who speaks in a recording.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - told: Whom a column beside its text names.
    public func speaker(of path: String, told: String? = nil) -> String {
        if case .named(let name) = self { return FoundFile.line(name) }
        let parts = path.split(separator: "/").map(String.init)
        if case .told = self {
            if let told { return FoundFile.line(told) }
            var stem = parts.last ?? ""
            if let dot = stem.lastIndex(of: "."), dot != stem.startIndex {
                stem = String(stem[..<dot])
            }
            let fields = stem.split(separator: "-")
            if fields.count == 3, fields.allSatisfy({ Int($0) != nil }) { return String(fields[0]) }
        }
        let plain: Set<String> = ["wavs", "wav", "clips", "audio"]
        return FoundFile.line(
            parts.dropLast().last { !plain.contains($0) && $0 != "." } ?? "speaker")
    }
}
