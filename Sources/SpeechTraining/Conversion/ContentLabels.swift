internal import TensorRuntime

/// What is said in each frame of a package's clips, as one of a number of classes.
struct ContentLabels: Sendable {
    /// Classes.
    let count: Int
    /// What a class is, for whom reads weights: numbers of phonemes, none for the pause; empty for
    /// units that mean nothing by themselves.
    let phones: PhoneClasses?
    /// Of each clip the class of each frame; empty where nobody told.
    private let clips: [[Int64]]

    /// The phones of a package's tokens; class 0 is the pause.
    ///
    /// - Parameter known: The phones that earlier weights tell apart; nil: those of the package.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package without tokens.
    init(
        phonesOf package: AudioPackage, known: PhoneClasses? = nil
    ) throws(TrainingError) {
        let spoken = (0..<package.count).map { package.tokens(of: $0) }
        guard spoken.contains(where: { !$0.isEmpty }) else {
            throw .wrongSetting(
                name: "data",
                reason: "no clip has tokens, so there is no content to learn; prepare it with "
                    + "--speech, or add units and ask for them: {\"labels\": \"units\"}")
        }
        let classes = known ?? PhoneClasses(of: spoken)
        phones = classes
        count = classes.phones.count + 1
        clips = spoken.map { tokens in
            tokens.flatMap { token in
                // None for a pause.
                repeatElement(
                    Int64(classes.numbers(of: [token])?.first ?? 0), count: token.frames)
            }
        }
    }

    /// The units of a package, of which nobody knows what they mean.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package without units.
    init(unitsOf package: AudioPackage) throws(TrainingError) {
        guard package.unitCount > 0 else {
            throw .wrongSetting(
                name: "data", reason: "it has no units; add them with `syrinx-train units`")
        }
        phones = nil
        count = package.unitCount
        clips = (0..<package.count).map { clip in
            let units = package.units(of: clip) ?? []
            return units.contains { $0 >= 0 } ? units.map { Int64($0) } : []
        }
    }

    /// Whether it is known what is said in a clip.
    func tells(_ clip: Int) -> Bool { !clips[clip].isEmpty }

    /// The class of each frame of a clip, -1 where nobody told.
    subscript(clip: Int) -> [Int64] { clips[clip] }
}
