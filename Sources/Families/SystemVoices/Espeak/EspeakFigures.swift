/// What was measured of espeak-ng's voices.
///
/// The fixed texts of the tests (MeasuredText) spoken at neutral prosody by
/// espeak-ng 1.51: loudness by ITU-R BS.1770-4, pace as seconds divided by
/// SpokenLength. `VOICE_FIGURES=1 swift test --filter VoiceFigures` measures them anew.
struct EspeakFigures {
    /// In LUFS.
    var loudness: Double
    /// In seconds for one Latin character.
    var pace: Double

    /// The figures of a voice, else of its language, else the median of the
    /// alphabetic languages measured, or for Hanzi those of Mandarin.
    static func of(_ voice: String) -> EspeakFigures {
        let language = String(voice.prefix { $0 != "-" })
        if let figures = measured[voice] ?? measured[language] { return figures }
        return ["yue", "hak"].contains(language)
            ? EspeakFigures(loudness: -19.4, pace: 0.0938)
            : EspeakFigures(loudness: -20.8, pace: 0.0550)
    }

    private static let measured: [String: EspeakFigures] = [
        "en": EspeakFigures(loudness: -20.0, pace: 0.0534),
        "en-us": EspeakFigures(loudness: -20.8, pace: 0.0538),
        "pt": EspeakFigures(loudness: -20.8, pace: 0.0591),
        "pt-br": EspeakFigures(loudness: -20.8, pace: 0.0607),
        "ja": EspeakFigures(loudness: -19.9, pace: 0.0608),
        "zh": EspeakFigures(loudness: -19.4, pace: 0.0938),
        "de": EspeakFigures(loudness: -20.7, pace: 0.0550),
        "fr": EspeakFigures(loudness: -22.1, pace: 0.0445),
        "es": EspeakFigures(loudness: -21.2, pace: 0.0567),
        "es-419": EspeakFigures(loudness: -20.9, pace: 0.0608),
        "it": EspeakFigures(loudness: -21.5, pace: 0.0570),
        "ko": EspeakFigures(loudness: -19.4, pace: 0.0666),
        "ru": EspeakFigures(loudness: -21.0, pace: 0.0551),
    ]
}
