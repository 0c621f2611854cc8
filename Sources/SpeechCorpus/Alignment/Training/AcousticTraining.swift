/// Learns what phones sound like from the corpus that is to be aligned.
///
/// From a recogniser's boundaries, or from nothing (a flat start), first with one Gaussian a
/// state, then with more. Utterances whose text doesn't match are left out as soon as that can be
/// told. The same corpus gives the same model.
struct AcousticTraining: Sendable {
    let items: [AlignmentItem]
    let store: CepstrumStore
    let phones: Int
    let settings: AlignmentSettings

    /// Beams in which a way is searched, one after the other.
    static let beams: [Float] = [300, 1500, 10_000]
    /// Utterances that are counted together: in this order, whoever counts them.
    private static let group = 8
    /// Passes of a flat start.
    private static let flatPasses = 10
    /// The part of an utterance's frames, those of the lowest energy, that a flat start takes for
    /// pauses.
    private static let quiet = 0.15

    /// Values of all states in all frames that a flat start keeps at once: 160 MB. A minute of
    /// speech has half as many.
    private static let mostOccupancies = 40_000_000

    /// What is learnt in a pass.
    private enum Step {
        /// From what a recogniser told.
        case told
        /// All ways of an utterance together.
        case soft
        /// The likeliest way.
        case hard
    }

    /// Learns.
    ///
    /// - Parameter passed: Told how many passes of how many are done.
    func model(
        passed: (Int, Int) -> Void
    ) async throws(AlignmentError) -> AcousticModel {
        let isTold = items.contains { $0.states != nil }
        var steps: [(step: Step, splits: Bool)] =
            isTold
            ? [(.told, false)]
            : [(Step, Bool)](repeating: (.soft, false), count: Self.flatPasses)
        steps += [(.hard, false), (.hard, false)]
        var components = 1
        while components < settings.components {
            components *= 2
            steps += [(.hard, true), (.hard, false)]
        }
        var model = try await beginning()
        var trusted = items.map { !isTold || $0.states != nil }
        var statistics = AcousticStatistics(model)
        for (number, (step, splits)) in steps.enumerated() {
            if splits { model = model.split(for: statistics) }
            let pass = try await pass(model, step, trusted)
            statistics = pass.statistics
            model = model.reestimated(from: statistics)
            if step == .hard { trusted = Self.trusted(pass.scores, step: number) }
            passed(number + 1, steps.count)
        }
        return model
    }

    /// Without utterances that score far below most.
    private static func trusted(_ scores: [Double?], step: Int) -> [Bool] {
        let known = scores.compactMap { $0 }.sorted()
        guard !known.isEmpty else { return scores.map { _ in true } }
        let median = known[known.count / 2]
        let distances = known.map { abs($0 - median) }.sorted()
        let bound = median - max(5 * distances[distances.count / 2], 0.3)
        return scores.map { $0.map { $0 >= bound } ?? false }
    }

    /// A model that knows nothing but how quiet pauses are.
    private func beginning() async throws(AlignmentError) -> AcousticModel {
        var all = FrameMoments()
        var pauses = FrameMoments()
        try await OrderedWork.run(
            items.count, jobs: settings.jobs,
            work: { index throws(AlignmentError) in
                let features = FrameFeatures(cepstra: try store.read(items[index].place))
                return FrameMoments.of(features, quiet: Self.quiet)
            },
            take: {
                all.add($1.all)
                pauses.add($1.quiet)
            })
        var model = AcousticModel(phones: phones, mean: all.mean, variance: all.variance)
        model.setPause(mean: pauses.mean, variance: pauses.variance)
        return model
    }

    private func pass(
        _ model: AcousticModel, _ step: Step, _ trusted: [Bool]
    ) async throws(AlignmentError) -> (statistics: AcousticStatistics, scores: [Double?]) {
        var statistics = AcousticStatistics(model)
        var scores: [Double?] = []
        let scorer = AcousticScorer(model)
        let groups = (items.count + Self.group - 1) / Self.group
        try await OrderedWork.run(
            groups, jobs: settings.jobs,
            work: { index throws(AlignmentError) in
                var counted = AcousticStatistics(model)
                var scores: [Double?] = []
                for item in index * Self.group..<min((index + 1) * Self.group, items.count) {
                    scores.append(
                        try count(items[item], step, trusted[item], scorer, &counted))
                }
                return (counted, scores)
            },
            take: { _, result in
                statistics.add(result.0)
                scores += result.1
            })
        return (statistics, scores)
    }

    /// Counts an utterance where it is trusted, and gives its score where that is known.
    private func count(
        _ item: AlignmentItem, _ step: Step, _ isTrusted: Bool, _ scorer: AcousticScorer,
        _ statistics: inout AcousticStatistics
    ) throws(AlignmentError) -> Double? {
        if step == .told, item.states == nil { return nil }
        let features = FrameFeatures(cepstra: try store.read(item.place))
        if step == .told, let states = item.states {
            statistics.add(features, states: states, by: scorer)
            return nil
        }
        let model = scorer.model
        let scores = scorer.scores(of: features)
        let graph = PhoneGraph(item.words, pause: model.pause)
        if step == .soft {
            guard item.frames * graph.nodes.count * PhoneGraph.thirds <= Self.mostOccupancies
            else { return nil }
            for beam in Self.beams {
                guard let occupancy = Occupancy(graph, scores: scores, model: model, beam: beam)
                else { continue }
                statistics.add(features, occupancy, graph)
                break
            }
            return nil
        }
        for beam in Self.beams {
            guard let path = ForcedPath(graph, scores: scores, model: model, beam: beam)
            else { continue }
            let states = path.modelStates(graph)
            if isTrusted { statistics.add(features, states: states, by: scorer) }
            return FrameScores(states, scores: scores, model: model).speech
        }
        return nil
    }
}
