internal import AudioSignal
internal import SpeechText
internal import Synchronization

/// What is said in a corpus' recordings, and where.
public struct SpeechLabels: Sendable {
    /// What became of the texts.
    public private(set) var report = AlignmentReport()
    /// By the recordings' paths.
    private var labels: [String: Label] = [:]

    /// A clip's speaker, and the rows of its tokens; none where its text couldn't be aligned.
    struct Label: Sendable {
        var speaker: String
        var tokens: [[Int32]] = []
    }

    subscript(path: String) -> Label? { labels[path] }

    /// Finds the texts of recordings and aligns them with the clips that these become.
    ///
    /// Cancelling the task ends the work, with ``CorpusError/cancelled``.
    ///
    /// - Parameters:
    ///   - inputs: Files and folders, texts among them.
    ///   - heldOut: As ``CorpusPreparation/run(_:to:heldOut:speech:speaker:goesOn:)`` takes it.
    ///   - recipe: What recordings become.
    ///   - speech: How their words are told.
    ///   - progress: Told how far the alignment is.
    public init(
        of inputs: [String], heldOut: [String] = [], _ recipe: CorpusRecipe,
        _ speech: CorpusSpeech, progress: (CorpusAlignment.Progress) -> Void = { _ in }
    ) async throws(CorpusError) {
        try recipe.check()
        let files = try RecordingSearch(inputs).files(without: heldOut)
        let transcripts = try CorpusTranscripts(inputs, speaker: speech.speaker)
        report.findings = transcripts.findings
        report.furtherFindings = transcripts.furtherFindings
        let wanted = Set(files.map(\.path))
        var (texts, spoken) = ([RecordingText](), [SpokenText]())
        for text in transcripts.texts where wanted.contains(text.path) {
            labels[text.path] = Label(speaker: text.speaker)
            do throws(TextError) {
                spoken.append(try SpokenText(text, speech.phonemizer))
                texts.append(text)
            } catch {
                report.reject(text.name, AlignmentRejection(.noWords, "\(error)"))
            }
        }
        report.texts = labels.count
        let clips = AlignedClips(paths: texts.map(\.path), recipe)
        let results: [Result<PhoneAlignment, AlignmentRejection>]
        do throws(AlignmentError) {
            results = try await CorpusAlignment(speech.alignment, recognizer: speech.recognizer)
                .align(
                    spoken.map(\.utterance), audio: { try clips.audio($0) }, progress: progress)
        } catch {
            throw error == .cancelled ? .cancelled : .alignment(error)
        }
        for (index, result) in results.enumerated() {
            switch result {
            case .success(let alignment):
                labels[texts[index].path]?.tokens = spoken[index].tokens(
                    alignment, frames: clips.frames(index), samplesPerFrame: clips.samplesPerFrame)
                report.aligned += 1
            case .failure(let rejection): report.reject(texts[index].name, rejection)
            }
        }
    }
}

/// What became of a corpus' texts.
public struct AlignmentReport: Sendable, Equatable, Codable {
    /// Recordings whose text is known.
    public internal(set) var texts = 0
    /// Of them, how many are aligned.
    public internal(set) var aligned = 0
    /// The others, and why not; their sound is kept.
    public internal(set) var rejected: [Rejected] = []
    /// What is wrong with the files that hold texts.
    public internal(set) var findings: [TranscriptFinding] = []
    /// How many findings are left out.
    public internal(set) var furtherFindings = 0

    /// A recording whose text is of no use.
    public struct Rejected: Sendable, Equatable, Codable {
        /// From the input given on.
        public let name: String
        /// Why.
        public let rejection: AlignmentRejection
    }

    mutating func reject(_ name: String, _ rejection: AlignmentRejection) {
        rejected.append(Rejected(name: name, rejection: rejection))
    }
}

/// Recordings as the clips that they become, at the rate of an alignment.
private final class AlignedClips: Sendable {
    private let paths: [String]
    private let recipe: CorpusRecipe
    private let maker: ClipMaker
    private let counts: Mutex<[Int]>

    init(paths: [String], _ recipe: CorpusRecipe) {
        self.paths = paths
        self.recipe = recipe
        maker = ClipMaker(recipe: recipe)
        counts = Mutex([Int](repeating: 0, count: paths.count))
    }

    /// A clip's samples; a recording that becomes none is told by its reason.
    func audio(_ index: Int) throws -> AudioBuffer {
        let clip = try maker.clip(of: paths[index]).get()
        counts.withLock { $0[index] = clip.samples.count }
        let samples = clip.samples.map { Float($0) / 32_768 }
        return Resampler.convert(
            AudioBuffer(rate: recipe.rate, samples: samples), to: AlignmentSettings.rate)
    }

    /// Whole frames of a clip that was read.
    func frames(_ index: Int) -> Int { counts.withLock { $0[index] } / recipe.hop }

    /// Samples of the alignment's audio in a frame.
    var samplesPerFrame: Double {
        Double(AlignmentSettings.rate.hertz) / Double(recipe.rate.hertz) * Double(recipe.hop)
    }
}
