/// How the names of a checkpoint become those of a network, and back.
///
/// The first rule that fits a name renames it; a name that no rule fits stays as it is.
///
/// ```swift
/// let names = WeightNames([
///     .prefix("model.", ""),
///     .pattern("encoder.layers.*.self_attn.q_proj.**", "encoder.*.attention.query.**"),
///     .dropped("discriminator.**"),
/// ])
/// ```
public struct WeightNames: Sendable, Hashable {
    /// One rule.
    public enum Rule: Sendable, Hashable {
        /// A whole name.
        case exact(String, String)
        /// The beginning of a name.
        case prefix(String, String)
        /// A whole name in which `*` stands for some characters without a dot and `**` for any.
        /// Both sides have the same stars in the same order: what they stand for stays.
        case pattern(String, String)
        /// Names to leave out, as a pattern.
        case dropped(String)
    }

    /// What became of a checkpoint's names.
    public struct Report: Sendable, Hashable {
        /// Names that the network wants and nobody gave, sorted.
        public var notFound: [String] = []
        /// The checkpoint's names that the network doesn't want, sorted.
        public var notUsed: [String] = []
        /// The checkpoint's names that a rule left out, sorted.
        public var dropped: [String] = []

        /// Whether every wanted name was found and every other left out by a rule.
        public var isComplete: Bool { notFound.isEmpty && notUsed.isEmpty }
    }

    private let rules: [(rule: Rule, from: WeightNamePattern, to: WeightNamePattern?)]

    /// - Precondition: Both sides of each rule have the same stars.
    public init(_ rules: [Rule]) {
        self.rules = rules.map { rule in
            switch rule {
            case .exact(let from, let to):
                return (rule, WeightNamePattern(literal: from), WeightNamePattern(literal: to))
            case .prefix(let from, let to):
                return (
                    rule, WeightNamePattern(literal: from).followedByAnything,
                    WeightNamePattern(literal: to).followedByAnything
                )
            case .pattern(let from, let to):
                let patterns = (WeightNamePattern(from), WeightNamePattern(to))
                precondition(
                    patterns.0.stars == patterns.1.stars, "other stars: \(from) and \(to)")
                return (rule, patterns.0, patterns.1)
            case .dropped(let from): return (rule, WeightNamePattern(from), nil)
            }
        }
    }

    /// The network's name of a checkpoint's tensor; nil where a rule leaves it out.
    public func name(of checkpointName: String) -> String? {
        for (_, from, to) in rules {
            if let captures = from.match(checkpointName) { return to?.filled(with: captures) }
        }
        return checkpointName
    }

    /// The checkpoint's name of a network's tensor: one that ``name(of:)`` would lead to it. nil
    /// where there is none.
    public func checkpointName(of name: String) -> String? {
        for (_, from, to) in rules {
            guard let captures = to?.match(name) else { continue }
            let candidate = from.filled(with: captures)
            if self.name(of: candidate) == name { return candidate }
        }
        return self.name(of: name) == name ? name : nil
    }

    /// Names a checkpoint's tensors as the network wants them.
    ///
    /// - Parameter wanted: The network's names; only these are in the result.
    /// - Throws: `ambiguous` where two tensors would have one name.
    public func applied(
        to checkpoint: WeightStore, wanted: some Sequence<String>
    ) throws(WeightError) -> (weights: WeightStore, report: Report) {
        let wanted = Set(wanted)
        var weights = WeightStore(metadata: checkpoint.metadata)
        var origins: [String: String] = [:]
        var report = Report()
        for origin in checkpoint.names {
            guard let name = name(of: origin) else { report.dropped.append(origin); continue }
            guard wanted.contains(name) else { report.notUsed.append(origin); continue }
            if let other = origins.updateValue(origin, forKey: name) {
                throw WeightError(
                    file: "", tensor: name, .ambiguous("from \(other) and \(origin)"))
            }
            weights[name] = checkpoint[origin]
        }
        report.notFound = wanted.subtracting(origins.keys).sorted()
        return (weights, report)
    }

    /// Whether both have the same rules in the same order.
    public static func == (a: Self, b: Self) -> Bool { a.rules.map(\.rule) == b.rules.map(\.rule) }

    /// Hashes the rules.
    public func hash(into hasher: inout Hasher) { hasher.combine(rules.map(\.rule)) }
}
