import Testing

@testable import SpeechTokens

@Suite struct SamplerTests {
    private func logits(_ count: Int, _ seed: UInt64, spread: Float = 3) -> [Float] {
        RandomStream(seed: seed).normal(count: count).map { $0 * spread }
    }

    /// How often each token comes in many draws.
    private func counts(
        _ settings: SamplingSettings, _ logits: [Float], draws: Int, history: [Int32] = []
    ) throws -> [Int] {
        var sampler = try TokenSampler(settings, vocabularySize: logits.count)
        var counts = [Int](repeating: 0, count: logits.count)
        for position in 0..<draws {
            var copy = logits
            counts[
                Int(
                    try sampler.token(
                        from: &copy, after: history, random: RandomStream(seed: 5),
                        position: UInt64(position)))] += 1
        }
        return counts
    }

    /// Softmax of the tokens that the definitions leave, found by sorting.
    private func naive(_ settings: SamplingSettings, _ logits: [Float]) -> [Double] {
        let greatest = logits.max() ?? 0
        var weights = logits.map {
            Double(exponential(($0 - greatest) / settings.temperature))
        }
        let all = weights.reduce(0, +)
        var order = Array(logits.indices).sorted {
            (-logits[$0], $0) < (-logits[$1], $1)
        }
        order = Array(order.prefix(settings.topK ?? order.count))
        if settings.topP < 1 {
            let whole =
                settings.nucleus == .ofTopK ? order.reduce(0) { $0 + weights[$1] } : all
            var before = 0.0
            order = Array(
                order.prefix { token in
                    defer { before += weights[token] }
                    return before < Double(settings.topP) * whole
                })
        }
        order.removeAll { weights[$0] < Double(settings.minP) }
        let kept = Set(order)
        for token in weights.indices where !kept.contains(token) { weights[token] = 0 }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }

    /// The tokens that may be drawn.
    private func selected(_ sampler: inout TokenSampler, _ logits: [Float]) -> Set<Int> {
        logits.withUnsafeBufferPointer { buffer in
            guard let greatest = buffer.max(), sampler.select(buffer, greatest) else {
                return Set(buffer.indices)
            }
            let scale = 1 / sampler.settings.temperature
            return Set(
                sampler.kept.filter { exponential(($0.logit - greatest) * scale) > 0 }
                    .map(\.token))
        }
    }

    static let filters: [SamplingSettings] = [
        SamplingSettings(), SamplingSettings(temperature: 0.7, topK: 5),
        SamplingSettings(topK: 1), SamplingSettings(temperature: 2, topP: 0.8),
        SamplingSettings(temperature: 0.5, topK: 20, topP: 0.9),
        SamplingSettings(topK: 20, topP: 0.6, nucleus: .ofVocabulary),
        SamplingSettings(temperature: 1.5, minP: 0.05),
        SamplingSettings(topK: 30, topP: 0.95, minP: 0.02),
    ]

    @Test(arguments: filters) func `tokens come as often as they are likely`(
        _ settings: SamplingSettings
    ) throws {
        let logits = logits(40, 21, spread: 1.5)
        let expected = naive(settings, logits)
        let draws = 3000
        let found = try counts(settings, logits, draws: draws)
        var square = 0.0
        var freedom = -1.0
        for (count, probability) in zip(found, expected) {
            let mean = probability * Double(draws)
            if probability == 0 {
                #expect(count == 0)
            } else {
                square += (Double(count) - mean) * (Double(count) - mean) / mean
                freedom += 1
            }
        }
        // Mean plus four and a half deviations of the chi-square distribution.
        #expect(square <= freedom + 4.5 * (2 * freedom).squareRoot() + 1)
    }

    @Test(arguments: [SamplingSettings.Nucleus.ofTopK, .ofVocabulary])
    func `the kept set is that of a full sort`(_ nucleus: SamplingSettings.Nucleus) throws {
        var source = Random(seed: 77)
        for round in 0..<60 {
            let count = 50 + Int(source.next() % 3000)
            var logits = logits(count, UInt64(round), spread: Float(round % 6) + 0.01)
            // Ties, and tokens that can't come.
            for index in logits.indices where source.next() % 3 == 0 {
                logits[index] = Float(Int(logits[index]))
            }
            logits[Int(source.next() % UInt64(count))] = -.infinity
            var settings = SamplingSettings(nucleus: nucleus)
            settings.topK = round % 3 == 0 ? nil : 1 + Int(source.next() % UInt64(count))
            settings.topP = Float(1 + source.next() % 99) / 100
            settings.minP = round % 4 == 0 ? 0.03 : 0
            let expected = naive(settings, logits)
            var sampler = try TokenSampler(settings, vocabularySize: count)
            let found = selected(&sampler, logits)
            let wanted = Set(expected.indices.filter { expected[$0] > 0 })
            // Where the last token lies on the border to a rounding, either is right.
            #expect(found.symmetricDifference(wanted).count <= 1, "round \(round)")
            #expect(round % 3 == 0 || found.count <= settings.topK ?? count)
        }
    }

    @Test func `temperature zero takes the first of the greatest`() throws {
        var sampler = try TokenSampler(SamplingSettings(temperature: 0), vocabularySize: 5)
        var logits: [Float] = [1, 3, -2, 3, 0]
        let random = RandomStream(seed: 1)
        #expect(try sampler.token(from: &logits, after: [], random: random, position: 0) == 1)
        var zeros: [Float] = [-1, -0.0, 0, 0, -1]
        #expect(try sampler.token(from: &zeros, after: [], random: random, position: 0) == 1)
    }

    @Test func `of equal logits top-k takes the lower tokens`() throws {
        let found = try counts(
            SamplingSettings(topK: 3), [Float](repeating: 0.5, count: 200), draws: 200)
        #expect(found[..<3].allSatisfy { $0 > 0 } && found[3...].allSatisfy { $0 == 0 })
        let nucleus = try counts(
            SamplingSettings(topP: 0.02), [Float](repeating: 0.5, count: 200), draws: 200)
        #expect(nucleus[..<4].allSatisfy { $0 > 0 } && nucleus[4...].allSatisfy { $0 == 0 })
    }

    @Test func `repetition is penalized once for each token, in its window`() throws {
        let settings = SamplingSettings(
            temperature: 0, repetitionPenalty: 2, repetitionWindow: 4)
        var sampler = try TokenSampler(settings, vocabularySize: 4)
        var logits: [Float] = [4, 3, -1, 2.5]
        let token = try sampler.token(
            from: &logits, after: [3, 3, 0, 0, 2, 99, -7].map(Int32.init), random: .init(seed: 0),
            position: 0)
        #expect(logits == [2, 3, -2, 2.5])
        #expect(token == 1)
        // Nothing of it is remembered.
        var again: [Float] = [4, 3, -1, 2.5]
        #expect(
            try sampler.token(from: &again, after: [], random: .init(seed: 0), position: 0) == 0)
    }

    @Test func `repetition-aware sampling draws again from all`() throws {
        var settings = SamplingSettings(topK: 1, repetitionAware: .init(window: 10, threshold: 0.2))
        let logits: [Float] = [1, 0.5, 0.5, 0.2]
        let once = [Int32](repeating: 9, count: 9) + [0]
        #expect(try counts(settings, logits, draws: 100, history: once) == [100, 0, 0, 0])
        let twice = [0] + once
        // One of the two lies outside the window.
        #expect(try counts(settings, logits, draws: 100, history: twice) == [100, 0, 0, 0])
        let found = try counts(
            settings, logits, draws: 400, history: [0, 1, 0].map(Int32.init))
        #expect(found.allSatisfy { $0 > 40 })
        // CosyVoice's: one in ten is enough.
        settings.repetitionAware = .init()
        #expect(try counts(settings, logits, draws: 400, history: once).allSatisfy { $0 > 40 })
    }

    @Test func `suppressed tokens never come`() throws {
        var settings = SamplingSettings(suppressed: [0..<3, 5..<6])
        let logits: [Float] = [9, 9, 9, 0, 0, 9]
        let found = try counts(settings, logits, draws: 200)
        #expect(found[3] > 0 && found[4] > 0 && found[3] + found[4] == 200)
        settings.suppressed = [0..<6]
        #expect(throws: SamplingError.allSuppressed) {
            try counts(settings, logits, draws: 1)
        }
    }

    @Test(arguments: [Float.nan, -.nan, .infinity, .signalingNaN])
    func `what isn't finite is an error`(_ bad: Float) throws {
        for settings in [SamplingSettings(), .init(temperature: 0), .init(topK: 2)] {
            #expect(throws: SamplingError.notFinite(token: 2)) {
                try counts(settings, [0, -.infinity, bad, 4], draws: 1)
            }
        }
        #expect(throws: SamplingError.allSuppressed) {
            try counts(SamplingSettings(), [-.infinity, -.infinity], draws: 1)
        }
    }

    @Test func `settings out of range are errors`() {
        let wrong: [SamplingSettings] = [
            .init(temperature: -1), .init(temperature: .nan), .init(temperature: .infinity),
            .init(topK: 0), .init(topP: 0), .init(topP: 1.1), .init(topP: .nan),
            .init(minP: -0.1), .init(minP: 2), .init(repetitionPenalty: 0),
            .init(repetitionPenalty: .nan), .init(repetitionWindow: -1),
            .init(repetitionAware: .init(window: 0)),
            .init(repetitionAware: .init(threshold: .nan)), .init(suppressed: [0..<11]),
            .init(suppressed: [-1..<2]),
        ]
        for settings in wrong {
            #expect(throws: SamplingError.self, "\(settings)") {
                try TokenSampler(settings, vocabularySize: 10)
            }
        }
        #expect(throws: SamplingError.self) { try TokenSampler(.init(), vocabularySize: 0) }
        #expect(throws: SamplingError.self) { try TokenSampler(.init(), vocabularySize: .max) }
        #expect(throws: SamplingError.wrongCount(given: 3, expected: 4)) {
            var sampler = try TokenSampler(.init(), vocabularySize: 4)
            var logits: [Float] = [1, 2, 3]
            _ = try sampler.token(from: &logits, after: [], random: .init(seed: 0), position: 0)
        }
    }

    @Test func `extreme logits and temperatures give a token`() throws {
        let large: [Float] = [3e38, -3e38, 1e-38, 0, -.infinity]
        for temperature: Float in [1e-30, 1, 100] {
            let found = try counts(
                SamplingSettings(temperature: temperature, topP: 0.999), large, draws: 20)
            #expect(found == [20, 0, 0, 0, 0])
        }
    }

    @Test func `a sequence is the same in a batch as alone`() throws {
        let settings = SamplingSettings(
            temperature: 0.9, topK: 50, topP: 0.9, repetitionPenalty: 1.05,
            repetitionAware: .init())
        var alone: [[Int32]] = []
        for stream in 0..<3 {
            var sampler = try TokenSampler(settings, vocabularySize: 500)
            var tokens: [Int32] = []
            for position in 0..<30 {
                var logits = logits(500, UInt64(stream * 100 + position))
                tokens.append(
                    try sampler.token(
                        from: &logits, after: tokens,
                        random: RandomStream(seed: 3, stream: UInt32(stream)),
                        position: UInt64(position)))
            }
            alone.append(tokens)
        }
        // One sampler for all, in turn, the last from its middle on.
        var sampler = try TokenSampler(settings, vocabularySize: 500)
        var batch: [[Int32]] = [[], [], Array(alone[2][..<15])]
        for _ in 0..<30 {
            for stream in 0..<3 where batch[stream].count < 30 {
                let position = batch[stream].count
                var logits = logits(500, UInt64(stream * 100 + position))
                batch[stream].append(
                    try sampler.token(
                        from: &logits, after: batch[stream],
                        random: RandomStream(seed: 3, stream: UInt32(stream)),
                        position: UInt64(position)))
            }
        }
        #expect(batch == alone)
    }

    @Test func `the exponential is exact to two units of its last place`() {
        for step in 0...870 {
            let x = -Float(step) / 10
            // e^x by squaring a short series, in double precision.
            var precise = 1.0
            var term = 1.0
            let small = Double(x) / 1024
            for index in 1..<12 {
                term *= small / Double(index)
                precise += term
            }
            for _ in 0..<10 { precise *= precise }
            #expect(abs(Double(exponential(x)) / precise - 1) < 2.4e-7, "\(x)")
        }
        #expect(exponential(0) == 1 && exponential(-.infinity) == 0)
    }
}
