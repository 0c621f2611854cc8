internal import FoundationEssentials

/// The outcomes of a comparison, arm by arm.
public struct QuantizerTable: Sendable, Codable {
    /// What an arm came to, a seed each.
    public struct Row: Sendable, Codable {
        /// The arm.
        public let arm: QuantizerArm
        /// In the order of the seeds.
        public internal(set) var outcomes: [QuantizerOutcome]
    }

    /// In the order in which arms were first added.
    public private(set) var rows: [Row] = []

    /// A table of nothing yet.
    public init() {}

    /// Reads what ``json()`` wrote.
    ///
    /// - Throws: ``TrainingError/input(file:reason:)``.
    public init(at path: String) throws(TrainingError) {
        let bytes = try TrainingFile.read(path, limit: 1 << 26)
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw .input(file: path, reason: "it is no table of quantizers: \(error)")
        }
    }

    /// Whether an arm was trained with a seed for so many steps.
    public func has(_ arm: QuantizerArm, seed: UInt64, steps: Int) -> Bool {
        rows.contains { row in
            row.arm == arm && row.outcomes.contains { $0.seed == seed && $0.steps == steps }
        }
    }

    /// Adds what an arm came to.
    public mutating func add(_ outcome: QuantizerOutcome, of arm: QuantizerArm) {
        if let place = rows.firstIndex(where: { $0.arm == arm }) {
            rows[place].outcomes.append(outcome)
        } else {
            rows.append(Row(arm: arm, outcomes: [outcome]))
        }
    }

    /// Everything, for programs and for going on.
    public func json() throws(TrainingError) -> [UInt8] {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            return Array(try encoder.encode(self))
        } catch {
            throw .wrongSetting(name: "table", reason: "it can't be written: \(error)")
        }
    }

    /// A table for people: means of the seeds, and behind ± half of what they differ by.
    public var markdown: String {
        let heads = Self.columns.map(\.head)
        let lines =
            [
                "| arm | seeds | " + heads.joined(separator: " | ") + " |",
                "|---|---|" + heads.map { _ in "---|" }.joined(),
            ] + rows.map(Self.line)
        return lines.joined(separator: "\n") + "\n"
    }

    /// A line of ``markdown``; nil for an arm that isn't there.
    public func line(of arm: QuantizerArm) -> String? {
        rows.first { $0.arm == arm }.map(Self.line)
    }

    private static func line(_ row: Row) -> String {
        let cells = columns.map { column in
            cell(row.outcomes.compactMap(column.value), digits: column.digits)
        }
        return "| \(row.arm.name) | \(row.outcomes.count) | " + cells.joined(separator: " | ")
            + " |"
    }

    private typealias Column = (
        head: String, digits: Int, value: @Sendable (QuantizerOutcome) -> Double?
    )

    private static let columns: [Column] = [
        ("perplexity of the first", 0, { $0.health?.quantizers.first?.perplexity }),
        ("of the others", 0, { $0.health?.meanOfOthers(\.perplexity) }),
        ("entropy ratio of the first", 2, { $0.health?.quantizers.first?.entropyRatio }),
        ("of the others", 2, { $0.health?.meanOfOthers(\.entropyRatio) }),
        ("expired, %", 0, { $0.health?.mean(\.expired).map { $0 * 100 } }),
        ("quantisation, dB", 1, { $0.health?.quantizers.last?.signalToNoise }),
        ("RMS by what went in", 3, { $0.health?.amplitude }),
        ("RMS by the frozen latent's", 3, { $0.amplitude }),
        ("latent decoded, dB", 1, { $0.latentSignalToNoise }),
        ("mel off by, dB", 2, { $0.melDistance }),
    ]

    private static func cell(_ values: [Double], digits: Int) -> String {
        guard let low = values.min(), let high = values.max() else { return "–" }
        let mean = text(values.reduce(0, +) / Double(values.count), digits)
        return values.count > 1 ? "\(mean) ± \(text((high - low) / 2, digits))" : mean
    }

    private static func text(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "\(value)" }
        let power = (0..<digits).reduce(1.0) { power, _ in power * 10 }
        let whole = Int((abs(value) * power).rounded())
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let part = "\(whole % Int(power))"
        let zeros = String(repeating: "0", count: digits - part.count)
        return "\(sign)\(whole / Int(power)).\(zeros)\(part)"
    }
}

extension QuantizerHealth {
    /// The mean of a figure over all quantizers; nil without any.
    func mean(_ figure: (Quantizer) -> Double) -> Double? {
        quantizers.isEmpty
            ? nil : quantizers.reduce(0) { $0 + figure($1) } / Double(quantizers.count)
    }

    /// The mean over all but the first; nil without any.
    func meanOfOthers(_ figure: (Quantizer) -> Double) -> Double? {
        let others = quantizers.dropFirst()
        return others.isEmpty
            ? nil : others.reduce(0) { $0 + figure($1) } / Double(others.count)
    }
}
