internal import SpeechText

/// An averaged perceptron (Freund and Schapire 1999; Collins 2002) that scores each reading of a
/// character by the features of where it stands, with a margin between the right one and others.
struct Perceptron {
    /// An example in numbers.
    private struct Numbered {
        /// Where the weights of each of its features begin; as many follow as there are readings.
        var features: [Int]
        var readings: Int
        /// The right reading; the usual one, or nil where it never was right.
        var right: Int
        var usual: Int?
        var isAlone: Bool
    }

    private var readings: [Unicode.Scalar: [PinyinSyllable]] = [:]
    private var places: [Unicode.Scalar: [PolyphoneFeature: Int]] = [:]
    private var weights: [Float] = [0, 0]
    private var totals: [Float] = [0, 0]
    private var count: Float = 1

    /// Learns from examples, in an order that changes with each round.
    init(_ examples: [PolyphoneExample], rounds: Int) {
        for example in examples {
            let character = example.occurrence.character
            if readings[character, default: []].contains(example.reading) { continue }
            readings[character, default: []].append(example.reading)
        }
        // The usual reading must be beatable where it never is right.
        for example in examples where readings[example.occurrence.character]!.count == 1 {
            let occurrence = example.occurrence
            if occurrence.usual != example.reading {
                readings[occurrence.character]!.append(occurrence.usual)
            }
        }
        var numbered = examples.compactMap { number($0) }
        var random = Shuffle()
        for _ in 0..<rounds {
            random.shuffle(&numbered)
            for example in numbered { learn(example) }
        }
    }

    private mutating func number(_ example: PolyphoneExample) -> Numbered? {
        let occurrence = example.occurrence
        let readings = readings[occurrence.character]!
        guard readings.count > 1, let right = readings.firstIndex(of: example.reading) else {
            return nil
        }
        let features = occurrence.features.map { feature in
            if let place = places[occurrence.character]?[feature] { return place }
            let place = weights.count
            places[occurrence.character, default: [:]][feature] = place
            weights += [Float](repeating: 0, count: readings.count)
            totals += [Float](repeating: 0, count: readings.count)
            return place
        }
        return Numbered(
            features: features, readings: readings.count, right: right,
            usual: readings.firstIndex(of: occurrence.usual), isAlone: occurrence.isAlone)
    }

    private mutating func learn(_ example: Numbered) {
        count += 1
        let trust = example.isAlone ? 0 : 1
        var best = example.right
        var highest = -Float.infinity
        for reading in 0..<example.readings {
            var score: Float = reading == example.right ? 0 : 1
            for place in example.features { score += weights[place + reading] }
            if reading == example.usual { score += weights[trust] }
            if score > highest { (best, highest) = (reading, score) }
        }
        guard best != example.right else { return }
        for place in example.features {
            add(1, to: place + example.right)
            add(-1, to: place + best)
        }
        if example.usual == example.right { add(1, to: trust) }
        if example.usual == best { add(-1, to: trust) }
    }

    private mutating func add(_ change: Float, to place: Int) {
        weights[place] += change
        totals[place] += count * change
    }

    /// The weights' averages over all that it has seen, in 64ths; features that are worth nothing
    /// are left out.
    ///
    /// - Parameter isWanted: Which characters the model shall know.
    func model(of isWanted: (Unicode.Scalar) -> Bool = { _ in true }) -> PolyphoneModel {
        func value(_ place: Int) -> Int16 {
            let average = (weights[place] - totals[place] / count) * 64
            return Int16(max(-32_000, min(32_000, average.rounded())))
        }
        var characters: [Unicode.Scalar: PolyphoneModel.Character] = [:]
        for (character, places) in places where isWanted(character) {
            let readings = readings[character]!
            var kept: [PolyphoneFeature: [Int16]] = [:]
            for (feature, place) in places {
                let values = (0..<readings.count).map { value(place + $0) }
                if values.contains(where: { abs($0) >= 8 }) { kept[feature] = values }
            }
            characters[character] = PolyphoneModel.Character(readings: readings, weights: kept)
        }
        return PolyphoneModel(characters: characters, trust: (value(0), value(1)))
    }
}

/// The same order on every machine: Fisher and Yates by Knuth's linear congruences.
private struct Shuffle {
    private var state: UInt64 = 1

    mutating func shuffle<Element>(_ elements: inout [Element]) {
        for index in stride(from: elements.count - 1, to: 0, by: -1) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            elements.swapAt(index, Int((state >> 33) % UInt64(index + 1)))
        }
    }
}
