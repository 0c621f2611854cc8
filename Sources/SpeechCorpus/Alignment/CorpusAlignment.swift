public import AudioSignal
public import SpeechRecognition

/// Finds where in recordings the phones of their texts are, and which texts don't match.
///
/// In two stages: a recogniser that knows the language tells the first boundaries, where there is
/// one; then hidden Markov models learn from the corpus itself what its phones sound like, and
/// give the final boundaries, to 5 ms, and scores. Without a recogniser the models begin with
/// nothing. Languages are told apart by nothing but their phones' symbols.
///
/// Recordings are asked for one by one and only their cepstra are kept, in a temporary file.
public struct CorpusAlignment: Sendable {
    /// How it works.
    public let settings: AlignmentSettings
    private let recognizer: PocketSphinxPhones?

    /// How far the work is.
    public struct Progress: Sendable, Equatable {
        /// What is done.
        public enum Stage: String, Sendable, CaseIterable {
            /// Recordings are read.
            case listening
            /// The recogniser looks for first boundaries.
            case recognizing
            /// The models learn; counted in passes.
            case learning
            /// Final boundaries are found.
            case aligning
        }

        /// What is done.
        public let stage: Stage
        /// Of it, how many are done.
        public let done: Int
        /// Of how many.
        public let of: Int
    }

    /// Different phones that a corpus may have.
    private static let mostPhones = 1000
    /// Pronunciations of a word that are looked at.
    private static let mostPronunciations = 16
    /// How much the recogniser is given at once.
    private static let recognizedAtOnce = Duration.seconds(240)

    /// Checks the settings.
    ///
    /// - Parameter recognizer: For the first boundaries of English; nil: without.
    /// - Throws: ``AlignmentError/setting(name:value:expected:)``.
    public init(
        _ settings: AlignmentSettings = AlignmentSettings(),
        recognizer: PocketSphinxPhones? = nil
    ) throws(AlignmentError) {
        try settings.check()
        self.settings = settings
        self.recognizer = recognizer
    }

    /// Aligns a corpus.
    ///
    /// Cancelling the task ends the work soon, with ``AlignmentError/cancelled``.
    ///
    /// - Parameters:
    ///   - utterances: What is said in each recording.
    ///   - audio: Reads one of them, from 0, at ``AlignmentSettings/rate``; what it throws is that
    ///     one's rejection. Called from several threads, and more than once where there is a
    ///     recogniser.
    ///   - progress: Told how far the work is.
    /// - Returns: For each utterance where its phones are, or why it is left out.
    public func align(
        _ utterances: [AlignmentUtterance],
        audio: @escaping @Sendable (Int) throws -> AudioBuffer,
        progress: (Progress) -> Void = { _ in }
    ) async throws(AlignmentError) -> [Result<PhoneAlignment, AlignmentRejection>] {
        let symbols = Set(
            utterances.flatMap { $0.words.flatMap { $0.pronunciations.joined() } }
        ).sorted()
        guard symbols.count <= Self.mostPhones else {
            throw .setting(
                name: "phones", value: "\(symbols.count)",
                expected: "at most \(Self.mostPhones) different ones")
        }
        let store = try CepstrumStore()
        var results = [Result<PhoneAlignment, AlignmentRejection>?](
            repeating: nil, count: utterances.count)
        var items: [AlignmentItem] = []
        let reader = ItemReader(
            utterances: utterances, symbols: symbols, settings: settings, store: store,
            most: Self.mostPronunciations, audio: audio)
        try await OrderedWork.run(
            utterances.count, jobs: settings.jobs,
            work: { index throws(AlignmentError) in try reader.item(index) },
            take: { index, item in
                switch item {
                case .success(let item): items.append(item)
                case .failure(let rejection): results[index] = .failure(rejection)
                }
                progress(Progress(stage: .listening, done: index + 1, of: utterances.count))
            })
        if !items.isEmpty {
            try await recognize(&items, symbols, audio, progress)
            let training = AcousticTraining(
                items: items, store: store, phones: symbols.count + 1, settings: settings)
            let model = try await training.model {
                progress(Progress(stage: .learning, done: $0, of: $1))
            }
            try await judge(items, utterances, symbols, store, model, &results, progress)
        }
        return results.map { $0 ?? .failure(AlignmentRejection(.mismatch)) }
    }

    /// Gives a part of the corpus to the recogniser.
    private func recognize(
        _ items: inout [AlignmentItem], _ symbols: [String],
        _ audio: @escaping @Sendable (Int) throws -> AudioBuffer, _ progress: (Progress) -> Void
    ) async throws(AlignmentError) {
        guard let recognizer, PocketSphinxPhones.phones.isSuperset(of: symbols) else { return }
        // Lists of so much audio as is held at once.
        var lists: [[Int]] = [[]]
        var (own, all) = (Duration.zero, Duration.zero)
        for index in SpreadOrder(count: items.count).indices {
            let length = AlignmentSettings.rate.duration(of: items[index].samples)
            guard all + length <= settings.recognized else { break }
            if own + length > Self.recognizedAtOnce, lists[lists.count - 1] != [] {
                lists.append([])
                own = .zero
            }
            lists[lists.count - 1].append(index)
            own += length
            all += length
        }
        let (known, work) = (items, lists)
        let labels = PhoneLabels(symbols: symbols)
        var failures: [RecognitionError] = []
        try await OrderedWork.run(
            lists.count, jobs: settings.jobs,
            work: {
                number throws(AlignmentError) -> Result<[PhoneTimes?], RecognitionError> in
                var utterances: [PocketSphinxPhones.Utterance] = []
                for index in work[number] {
                    let grammar = PhoneGrammar(
                        known[index].words.map { $0.map { $0.map { symbols[$0] } } })
                    // It was read before; what can't be read again isn't recognised.
                    let buffer = try? audio(known[index].index)
                    utterances.append(
                        .init(
                            audio: buffer ?? AudioBuffer(rate: AlignmentSettings.rate),
                            grammar: grammar))
                }
                do throws(RecognitionError) {
                    return .success(try await recognizer.times(of: utterances))
                } catch {
                    switch error {
                    case .cancelled: throw .cancelled
                    case .missing: throw .recognition(error)
                    // The models know these by what they learn of the others.
                    default: return .failure(error)
                    }
                }
            },
            take: { (number, result: Result<[PhoneTimes?], RecognitionError>) in
                switch result {
                case .success(let times):
                    for (index, times) in zip(work[number], times) {
                        items[index].states = times.flatMap {
                            labels.states(of: $0, frames: items[index].frames)
                        }
                    }
                case .failure(let error): failures.append(error)
                }
                progress(Progress(stage: .recognizing, done: number + 1, of: work.count))
            })
        if let error = failures.first, failures.count == work.count { throw .recognition(error) }
    }

    /// Finds the final boundaries.
    private func judge(
        _ items: [AlignmentItem], _ utterances: [AlignmentUtterance], _ symbols: [String],
        _ store: CepstrumStore, _ model: AcousticModel,
        _ results: inout [Result<PhoneAlignment, AlignmentRejection>?],
        _ progress: (Progress) -> Void
    ) async throws(AlignmentError) {
        let judge = AlignmentJudge(settings: settings, symbols: symbols)
        let scorer = AcousticScorer(model)
        try await OrderedWork.run(
            items.count, jobs: settings.jobs,
            work: { number throws(AlignmentError) in
                let item = items[number]
                let features = FrameFeatures(cepstra: try store.read(item.place))
                let scores = scorer.scores(of: features)
                let graph = PhoneGraph(item.words, pause: model.pause)
                for beam in AcousticTraining.beams {
                    guard let path = ForcedPath(graph, scores: scores, model: model, beam: beam)
                    else { continue }
                    let compared = FrameScores(
                        path.modelStates(graph), scores: scores, model: model)
                    return judge.result(
                        path, graph, compared, samples: item.samples, utterances[item.index])
                }
                return .failure(AlignmentRejection(.mismatch, "the text is not what is said"))
            },
            take: { number, result in
                results[items[number].index] = result
                progress(Progress(stage: .aligning, done: number + 1, of: items.count))
            })
    }
}
