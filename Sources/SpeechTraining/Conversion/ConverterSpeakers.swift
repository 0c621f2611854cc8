internal import ModelBlocks

/// Who speaks in the clips of a package, and where else one hears them.
struct ConverterSpeakers {
    /// The number of each clip's speaker.
    let numbers: [Int]
    /// How many there are.
    let count: Int
    /// Clips of each that are learnt from.
    private let clips: [[Int]]

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package that doesn't tell who
    ///   speaks.
    init(_ package: AudioPackage, learningFrom seen: [Int]) throws(TrainingError) {
        let numbers = (0..<package.count).compactMap { package.speaker(of: $0) }
        guard numbers.count == package.count else {
            throw .wrongSetting(
                name: "data", reason: "it doesn't tell who speaks; prepare it again")
        }
        self.numbers = numbers
        count = package.speakerNames.count
        var clips = [[Int]](repeating: [], count: count)
        for clip in seen { clips[numbers[clip]].append(clip) }
        self.clips = clips
    }

    /// Frames of the same speaker: of another recording if there is one, else of the rest of this
    /// one, or all of it that there is.
    func reference(
        for crop: Crop, frames: Int, _ package: AudioPackage, _ chance: (Int) -> Double
    ) -> Crop {
        let others = clips[numbers[crop.clip]].filter {
            $0 != crop.clip && package.frames(of: $0) >= frames
        }
        if !others.isEmpty {
            let clip = others[min(Int(chance(0) * Double(others.count)), others.count - 1)]
            return Self.piece(of: clip, 0..<package.frames(of: clip), frames, chance(1))
        }
        let all = 0..<package.frames(of: crop.clip)
        let sides = [0..<crop.frames.lowerBound, crop.frames.upperBound..<all.upperBound]
        let longest = sides.max { $0.count < $1.count } ?? all
        return Self.piece(
            of: crop.clip, longest.count >= frames ? longest : all, frames, chance(1))
    }

    private static func piece(
        of clip: Int, _ range: Range<Int>, _ frames: Int, _ chance: Double
    ) -> Crop {
        let room = max(range.count - frames + 1, 1)
        let start = range.lowerBound + min(Int(chance * Double(room)), room - 1)
        return Crop(clip: clip, frames: start..<start + frames)
    }
}
