internal import AudioFeatures

extension EvaluationReport.Subject {
    /// The word counts of each sentence; empty where nobody listened.
    private static func scores(
        _ outcomes: [SentenceOutcome], of sentences: [SentenceList.Sentence]
    ) throws(WordScoringError) -> [WordScore] {
        var scores: [WordScore] = []
        for (outcome, sentence) in zip(outcomes, sentences) {
            // Where there is a problem nothing was understood.
            scores.append(
                try WordScore(
                    name: sentence.id, reference: sentence.words,
                    hypothesis: outcome.problem == nil ? outcome.heard ?? "" : ""))
        }
        return scores
    }

    /// Adds up what was measured.
    ///
    /// - Parameters:
    ///   - name: The voice's ID, or what the recordings are called.
    ///   - outcomes: One for each sentence.
    ///   - isHeard: Whether a recogniser listened.
    ///   - neighbours: Speakers to be compared with.
    ///   - seed: Of the interval's draws.
    /// - Throws: `tooLong`, where much more was heard than is said.
    public init(
        name: String, kind: Kind, outcomes: [SentenceOutcome], sentences: [SentenceList.Sentence],
        isHeard: Bool, neighbours: [ReferenceVoice], seed: UInt64
    ) throws(WordScoringError) {
        precondition(outcomes.count == sentences.count, "outcomes of other sentences")
        let scores = isHeard ? try Self.scores(outcomes, of: sentences) : []
        self.name = name
        self.kind = kind
        results = outcomes.indices.map { index in
            EvaluationReport.Result(
                outcomes[index], of: sentences[index], isHeard ? scores[index] : nil)
        }
        failures = outcomes.count { $0.problem != nil }
        let judged = zip(outcomes, sentences).filter { $0.0.problem == nil }
        let judgements = judged.compactMap(\.0.judgement)
        audioSeconds = judgements.reduce(0) { $0 + $1.seconds }
        let spoken = judged.reduce(0) { $0 + $1.1.words.count }
        wordsPerMinute = audioSeconds > 0 ? Double(spoken) / audioSeconds * 60 : nil
        if isHeard {
            let evaluation = WordEvaluation(scores, seed: seed)
            var words = EvaluationReport.Words(evaluation.total)
            words.low = evaluation.interval?.low
            words.high = evaluation.interval?.high
            self.words = words
        }
        naturalness = DNSMOSScore.mean(judgements.compactMap(\.naturalness))
        pitch = EvaluationReport.Pitch(judgements.map(\.pitch))
        likeness = EvaluationReport.Likeness(
            judgements.reduce(VoiceStatistics()) { $0 + $1.voice }, among: neighbours, own: name)
        if let first = Distribution(outcomes.compactMap(\.firstAudioSeconds)),
            let factor = Distribution(outcomes.compactMap(\.realTimeFactor))
        {
            speed = EvaluationReport.Speed(firstAudioSeconds: first, realTimeFactor: factor)
        }
    }

    /// Compares word errors with those of recordings of the same sentences.
    public mutating func compare(with other: Self, seed: UInt64) {
        guard words != nil, other.words != nil else { return }
        let pairs = zip(results, other.results).map { ($0.counts, $1.counts) }
        words?.ratio = BootstrapRatio(pairs, seed: seed).map {
            EvaluationReport.Ratio(to: other.name, ratio: $0.ratio, low: $0.low, high: $0.high)
        }
    }
}

extension EvaluationReport.Result {
    init(_ outcome: SentenceOutcome, of sentence: SentenceList.Sentence, _ score: WordScore?) {
        id = sentence.id
        audio = outcome.audio
        problem = outcome.problem
        let judgement = outcome.problem == nil ? outcome.judgement : nil
        seconds = judgement?.seconds
        heard = score.map { $0.hypothesis.joined(separator: " ") }
        errorRate = score?.counts.errorRate
        edits = (score?.edits ?? []).map(EvaluationReport.Edit.init)
        referenceWords = sentence.words.count
        naturalness = judgement?.naturalness
        let melody = judgement.flatMap { PitchStatistics($0.pitch).melody }
        medianHertz = melody?.median
        spreadSemitones = melody?.spread
        firstAudioSeconds = outcome.firstAudioSeconds
        realTimeFactor = outcome.realTimeFactor
    }

    /// How many words of each kind there are.
    var counts: WordCounts {
        var counts = WordCounts()
        counts.substitutions = edits.count { $0.kind == .substitution }
        counts.deletions = edits.count { $0.kind == .deletion }
        counts.insertions = edits.count { $0.kind == .insertion }
        counts.correct = referenceWords - counts.substitutions - counts.deletions
        return counts
    }
}

extension EvaluationReport.Pitch {
    /// - Returns: nil where no frame is voiced.
    init?(_ tracks: [PitchTrack]) {
        let all = PitchStatistics(tracks)
        guard let melody = all.melody else { return nil }
        let spreads = tracks.compactMap { PitchStatistics($0).melody?.spread }
        medianHertz = melody.median
        spreadSemitones = melody.spread
        sentenceSpreadSemitones = spreads.reduce(0, +) / Double(spreads.count)
        lowHertz = melody.low
        highHertz = melody.high
        voiced = all.voicedShare
    }
}
