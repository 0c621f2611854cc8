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
                    + "--speech, or give --labels")
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

    /// Whether it is known what is said in a clip.
    func tells(_ clip: Int) -> Bool { !clips[clip].isEmpty }

    /// The class of each frame of a clip.
    subscript(clip: Int) -> [Int64] { clips[clip] }
}
