public import AudioFeatures

/// Recognises tones of syllables that are said alone, by their melody.
public struct ToneRecognizer: Sendable {
    private let classifier: GaussianClassifier
    private let hopSeconds: Double

    /// A syllable's recording.
    public struct Recording: Sendable {
        /// What is said.
        public let syllable: NamedSyllable
        /// Its melody.
        public let track: PitchTrack

        /// A recording's melody and what is said.
        public init(_ syllable: NamedSyllable, _ track: PitchTrack) {
            (self.syllable, self.track) = (syllable, track)
        }
    }

    /// Learns from one speaker's recordings.
    ///
    /// - Parameters:
    ///   - hopSeconds: From one frame of a track to the next.
    ///   - median: The speaker's, ``median(of:)`` of all that there is.
    /// - Returns: nil where a tone has fewer recordings with a voice than there are numbers to
    ///   learn, or they are all alike.
    public init?(_ recordings: [Recording], hopSeconds: Double, median: Double) {
        var examples = [[[Double]]](repeating: [], count: NamedSyllable.tones)
        for recording in recordings {
            let contour = ToneContour(recording.track, hopSeconds: hopSeconds, median: median)
            if let contour { examples[recording.syllable.tone - 1].append(contour.features) }
        }
        guard examples.allSatisfy({ $0.count > ToneContour.size }),
            let classifier = GaussianClassifier(examples)
        else { return nil }
        self.classifier = classifier
        self.hopSeconds = hopSeconds
    }

    /// The median pitch of a speaker's recordings in hertz, which melodies are measured from; nil
    /// without any voice.
    public static func median(of recordings: [Recording]) -> Double? {
        PitchStatistics(recordings.map(\.track)).melody?.median
    }

    /// Judges a speaker's recordings.
    ///
    /// - Parameter median: The speaker's.
    public func evaluation(of recordings: [Recording], median: Double) -> ToneEvaluation {
        var evaluation = ToneEvaluation()
        for recording in recordings {
            let contour = ToneContour(recording.track, hopSeconds: hopSeconds, median: median)
            evaluation.add(
                said: recording.syllable.tone,
                heard: contour.map { classifier.kind(of: $0.features) + 1 })
        }
        return evaluation
    }

    /// Divides recordings in two by their syllables, all tones of one together, so that nothing
    /// that is judged was learnt from: every other of the syllables in alphabetical order.
    public static func halves(
        _ recordings: [Recording]
    ) -> (learnt: [Recording], heldOut: [Recording]) {
        let letters = Set(recordings.map(\.syllable.letters)).sorted()
        let held = Set(stride(from: 1, to: letters.count, by: 2).map { letters[$0] })
        return (
            recordings.filter { !held.contains($0.syllable.letters) },
            recordings.filter { held.contains($0.syllable.letters) }
        )
    }
}
