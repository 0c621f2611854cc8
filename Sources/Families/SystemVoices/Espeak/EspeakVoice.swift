import AudioSignal
import SpeechModel
import SpeechText

/// One voice of `espeak-ng --voices`.
struct EspeakVoice: Sendable, Equatable {
    /// What stands behind `espeak/` in its ID: the language as espeak-ng calls it.
    var name: String
    /// The file that espeak-ng is told to read.
    var file: String
    var languages: [Language]
    var description: String
    var gender: Voice.Gender

    /// Text that espeak-ng can't read by itself.
    enum Reading { case asWritten, kana, pinyin }

    /// How text is made ready for the voice.
    var reading: Reading {
        switch name {
        case "ja": .kana
        case "zh": .pinyin
        default: .asWritten
        }
    }

    /// What is told about the voice.
    var voice: Voice {
        let figures = EspeakFigures.of(name)
        return Voice(
            id: VoiceID("espeak/" + name), languages: languages, description: description,
            gender: gender, license: "GPL-3.0-or-later", rate: Self.rate,
            loudness: figures.loudness, secondsPerCharacter: figures.pace)
    }

    /// The rate of all of espeak-ng's voices.
    static let rate = SampleRate(22_050)

    /// Reads the list that espeak-ng prints; the voices to prefer come first.
    ///
    /// Of the two for Mandarin only the one that reads Pinyin is taken, as `zh`:
    /// the other says most Hanzi wrong.
    static func voices(in list: String) -> [EspeakVoice] {
        var voices: [EspeakVoice] = []
        for line in list.split(whereSeparator: \.isNewline).dropFirst() {
            guard var voice = EspeakVoice(line: line) else { continue }
            if voice.name == "cmn" { continue }
            if voice.name == "cmn-latn-pinyin" {
                voice.name = "zh"
                voice.languages = [.chinese] + [Language("cmn")].compactMap { $0 }
                voice.description = "Chinese (Mandarin)"
            }
            if voices.contains(where: { $0.name == voice.name }) {
                voice.name = voice.file.split(separator: "/").last.map { $0.lowercased() } ?? ""
                if voices.contains(where: { $0.name == voice.name }) { continue }
            }
            voices.append(voice)
        }
        return voices.enumerated()
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element)
    }

    /// 0 the default, 1 the standard kind of a language, 2 a variety of one.
    private var rank: Int {
        if name == "en-us" { return 0 }
        let parts = name.split(separator: "-")
        return parts.count == 1 || name == "en-gb" || (parts.count == 2 && parts[0] == parts[1])
            ? 1 : 2
    }

    /// Reads one line:
    /// ` 5  pt-br  --/M  Portuguese_(Brazil)  roa/pt-BR  (pt 6)`.
    private init?(line: Substring) {
        let columns = line.split(separator: " ", omittingEmptySubsequences: true)
        guard columns.count >= 5, Int(columns[0]) != nil,
            columns[4].contains("/") || columns[4] == columns[1]
        else { return nil }
        guard let language = Language(String(columns[1])) else { return nil }
        name = columns[1].lowercased()
        file = String(columns[4])
        languages = [language]
        // The others stand in pairs of brackets, each with a rank: "(fr 5)".
        for column in columns[5...] where column.hasPrefix("(") {
            if let other = Language(String(column.dropFirst())), !languages.contains(other) {
                languages.append(other)
            }
        }
        description = String(columns[3].map { $0 == "_" ? " " : $0 })
            .split(separator: " ").joined(separator: " ")
        gender =
            switch columns[2].last {
            case "F": .female
            case "M": .male
            default: .unspecified
            }
    }
}
