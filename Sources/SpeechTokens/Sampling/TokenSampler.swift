/// Chooses tokens from a network's logits; see ``SamplingSettings``.
///
/// It has memory for intermediate values, which it allocates at the first tokens, and no
/// state that changes a result: a token depends on settings, logits, history, seed and
/// position alone. So a sequence is the same alone or in a batch. Use one for each thread.
public struct TokenSampler: Sendable {
    /// How tokens are chosen.
    public let settings: SamplingSettings
    /// How many logits there are.
    public let vocabularySize: Int

    private(set) var kept: [RankedToken] = []
    private var weights = TokenWeights()
    /// A bit for each token: whether a penalty was given.
    private var penalized: [UInt64]

    /// Makes a sampler.
    ///
    /// - Throws: ``SamplingError/invalidSetting(name:value:remedy:)``.
    public init(
        _ settings: SamplingSettings, vocabularySize: Int
    ) throws(SamplingError) {
        try settings.check(vocabulary: vocabularySize)
        self.settings = settings
        self.vocabularySize = vocabularySize
        penalized = [UInt64](repeating: 0, count: (vocabularySize + 63) / 64)
    }

    /// The lanes of a step's random numbers.
    private enum Lane {
        static let draw: UInt16 = 0
        static let repeatedDraw: UInt16 = 1
    }

    /// Chooses the next token.
    ///
    /// The tokens that may be chosen lie in a row by ID, each as wide as it is likely; a
    /// random number says where in the row. Of tokens with the same logit, those with
    /// lower IDs are likelier for top-k, top-p and temperature 0.
    ///
    /// - Parameters:
    ///   - logits: One for each token; -∞ suppresses it. Penalties and suppressed tokens
    ///     are written into them.
    ///   - history: The tokens so far. Numbers that are no token of the vocabulary count
    ///     for nothing.
    ///   - random: The random source.
    ///   - position: The number of the token, of which all random numbers are a function.
    public mutating func token(
        from logits: UnsafeMutableBufferPointer<Float>, after history: [Int32],
        random: RandomStream, position: UInt64
    ) throws(SamplingError) -> Int32 {
        guard logits.count == vocabularySize else {
            throw .wrongCount(given: logits.count, expected: vocabularySize)
        }
        penalize(logits, history)
        for range in settings.suppressed { logits[range].update(repeating: -.infinity) }
        let logits = UnsafeBufferPointer(logits)
        let greatest = try greatest(logits)
        guard settings.temperature > 0 else {
            let token = logits.firstIndex { $0 == greatest } ?? 0
            return Int32(truncatingIfNeeded: token)
        }
        let share = random.uniform(at: position, lane: Lane.draw)
        let token = draw(logits, greatest, share)
        guard let aware = settings.repetitionAware else { return token }
        let count = history.suffix(aware.window).count { $0 == token }
        guard Double(count) >= Double(aware.window) * aware.threshold else { return token }
        weights.weigh(logits, greatest: greatest, temperature: settings.temperature)
        let again = random.uniform(at: position, lane: Lane.repeatedDraw)
        return Int32(truncatingIfNeeded: weights.token(at: again))
    }

    /// Chooses the next token, as the other method of this name does.
    public mutating func token(
        from logits: inout [Float], after history: [Int32], random: RandomStream,
        position: UInt64
    ) throws(SamplingError) -> Int32 {
        let result = logits.withUnsafeMutableBufferPointer {
            buffer -> Result<Int32, SamplingError> in
            do throws(SamplingError) {
                return .success(
                    try token(from: buffer, after: history, random: random, position: position))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private mutating func penalize(
        _ logits: UnsafeMutableBufferPointer<Float>, _ history: [Int32]
    ) {
        let penalty = settings.repetitionPenalty
        guard penalty != 1 else { return }
        let window = history.suffix(settings.repetitionWindow ?? history.count)
        for token in window where token >= 0 && token < vocabularySize {
            let index = Int(token)
            guard penalized[index / 64] & 1 << (index % 64) == 0 else { continue }
            penalized[index / 64] |= 1 << (index % 64)
            logits[index] = logits[index] < 0 ? logits[index] * penalty : logits[index] / penalty
        }
        for token in window where token >= 0 && token < vocabularySize {
            penalized[Int(token) / 64] = 0
        }
    }

    /// Draws among the tokens that top-k, top-p and min-p leave.
    private mutating func draw(
        _ logits: UnsafeBufferPointer<Float>, _ greatest: Float, _ share: Double
    ) -> Int32 {
        guard select(logits, greatest) else {
            weights.weigh(logits, greatest: greatest, temperature: settings.temperature)
            return Int32(truncatingIfNeeded: weights.token(at: share))
        }
        guard kept.count <= 2048 else {
            // So many that sorting them takes longer than weighing all.
            weights.weigh(
                logits, greatest: greatest, temperature: settings.temperature, lowest: kept.min())
            return Int32(truncatingIfNeeded: weights.token(at: share))
        }
        kept.sort { $0.token < $1.token }
        let scale = 1 / settings.temperature
        var total = 0.0
        for ranked in kept { total += Double(exponential((ranked.logit - greatest) * scale)) }
        var left = share * total
        var last = 0
        for ranked in kept {
            let weight = Double(exponential((ranked.logit - greatest) * scale))
            guard weight > 0 else { continue }
            last = ranked.token
            left -= weight
            if left < 0 { break }
        }
        return Int32(truncatingIfNeeded: last)
    }

    /// Leaves in ``kept`` the tokens that may be drawn; false where that is all.
    mutating func select(
        _ logits: UnsafeBufferPointer<Float>, _ greatest: Float
    ) -> Bool {
        let scale = 1 / settings.temperature
        func weight(_ ranked: RankedToken) -> Double {
            Double(exponential((ranked.logit - greatest) * scale))
        }
        let topK = min(settings.topK ?? logits.count, logits.count)
        var total = 0.0
        if topK < logits.count {
            gatherLikeliest(topK, of: logits, into: &kept)
            if settings.topP < 1 {
                switch settings.nucleus {
                case .ofTopK: for ranked in kept { total += weight(ranked) }
                case .ofVocabulary:
                    weights.weigh(
                        logits, greatest: greatest, temperature: settings.temperature)
                    total = weights.total
                }
            }
        } else if settings.topP < 1 {
            weights.weigh(logits, greatest: greatest, temperature: settings.temperature)
            total = weights.total
            // Lighter tokens weigh less than 1 - p all together: none of them is needed.
            let bar = Float(Double(1 - settings.topP) * total / Double(logits.count) * 0.99)
            weights.gather(from: bar, of: logits, into: &kept)
        } else if settings.minP > 0 {
            weights.weigh(logits, greatest: greatest, temperature: settings.temperature)
            weights.gather(from: settings.minP, of: logits, into: &kept)
        } else {
            return false
        }
        if settings.topP < 1 {
            keepNucleus(Double(settings.topP) * total, of: &kept, weight: weight)
        }
        if settings.minP > 0 { kept.removeAll { weight($0) < Double(settings.minP) } }
        return true
    }
}
