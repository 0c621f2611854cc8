internal import SpeechModel

extension WrenVoice {
    /// A mixture of voices of one model: shares of their speakers, and means of all else. It speaks
    /// what all of them speak.
    ///
    /// - Parameter parts: Voices and their shares, which sum to 1.
    /// - Returns: nil where they have no language in common.
    init?(mixing parts: [(voice: WrenVoice, share: Float)], as id: VoiceID) {
        guard let first = parts.first?.voice else { return nil }
        let languages = first.voice.languages.filter { language in
            parts.allSatisfy { $0.voice.voice.speaks(language) }
        }
        guard !languages.isEmpty else { return nil }
        func mean(_ value: (WrenVoice) -> Float) -> Float {
            parts.reduce(0) { $0 + $1.share * value($1.voice) }
        }
        func mean(_ value: (WrenVoice) -> Double) -> Double {
            parts.reduce(0) { $0 + Double($1.share) * value($1.voice) }
        }
        func mixed(_ value: (WrenVoice) -> [Float]) -> [Float] {
            parts.reduce(into: [Float](repeating: 0, count: first.speakers.count)) { sum, part in
                for (index, share) in value(part.voice).enumerated() {
                    sum[index] += part.share * share
                }
            }
        }
        func mixed(_ prosody: (WrenVoice) -> Prosody) -> Prosody {
            var result = Prosody(melody: mean { prosody($0).melody })
            result.pace = mean { prosody($0).pace }
            if parts.contains(where: { prosody($0.voice).speakers != nil }) {
                result.speakers = mixed { prosody($0).speakers ?? $0.speakers }
            }
            return result
        }
        let genders = Set(parts.map(\.voice.voice.gender))
        let names = parts.map { "\($0.voice.voice.id.name) \(Int(($0.share * 100).rounded())) %" }
        var licenses: [String] = []
        for part in parts where !licenses.contains(part.voice.voice.license) {
            licenses.append(part.voice.voice.license)
        }
        let isMeasured = parts.allSatisfy { $0.voice.voice.loudness != nil }
        self.init(
            voice: Voice(
                id: id, languages: languages, description: names.joined(separator: ", "),
                gender: genders.count == 1 ? first.voice.gender : .unspecified,
                license: licenses.joined(separator: " AND "), rate: first.voice.rate,
                lowerRates: first.voice.lowerRates,
                loudness: isMeasured ? mean { $0.voice.loudness ?? 0 } : nil,
                secondsPerCharacter: mean { $0.voice.secondsPerCharacter }),
            speakers: mixed(\.speakers),
            prosodies: Dictionary(
                uniqueKeysWithValues: languages.map { language in
                    (language, mixed { $0.prosody(in: language) })
                }),
            prosody: mixed(\.prosody), detail: mean(\.detail))
    }
}
