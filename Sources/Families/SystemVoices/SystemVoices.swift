public import SpeechModel

/// The voices that the distribution's packages bring.
public enum SystemVoices {
    /// The families, the one to prefer first.
    public static let entries: [FamilyEntry] = [flite, espeak]

    private static let flite = FamilyEntry(
        id: "flite", summary: "English, linked in: four voices, ready at once"
    ) { () throws(LoadError) in FliteFamily() }

    private static let espeak = FamilyEntry(
        id: "espeak", summary: "over a hundred languages, by the program espeak-ng"
    ) { () throws(LoadError) in try EspeakFamily() }
}
