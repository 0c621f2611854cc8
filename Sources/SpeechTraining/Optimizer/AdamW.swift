public import TensorRuntime

/// Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101), with global
/// clipping of gradients.
public final class AdamW {
    /// What all parameters share.
    public struct Settings: Sendable, Hashable {
        /// Part of each moment that stays at a step, β₁ and β₂, within 0 ..< 1.
        public var firstDecay = 0.9
        /// As ``firstDecay``, of the squares.
        public var secondDecay = 0.999
        /// What keeps the divisor from zero.
        public var epsilon = 1e-8
        /// Part of a weight that goes at a step, times the learning rate.
        public var weightDecay = 0.01
        /// Norm above which all gradients are made smaller together; nil: none.
        public var clipping: Double?

        /// PyTorch's usual numbers, without clipping.
        public init() {}
    }

    /// Parameters that are treated otherwise, by their names. The first group that matches counts.
    public struct Group: Sendable, Hashable {
        /// Names, where `*` stands for any characters.
        public var names: [String]
        /// What the learning rate is multiplied by.
        public var rateFactor: Double
        /// In place of that of the settings.
        public var weightDecay: Double?

        /// The parameters of these names.
        public init(_ names: String..., rateFactor: Double = 1, weightDecay: Double? = nil) {
            self.names = names
            self.rateFactor = rateFactor
            self.weightDecay = weightDecay
        }
    }

    /// What a step did.
    public struct Update: Sendable, Hashable {
        /// Of all gradients, before clipping.
        public let gradientNorm: Double
        /// Whether parameters were changed; they aren't where a gradient is infinite or no number.
        public let isApplied: Bool
    }

    /// Parameters with one learning rate and weight decay, and their moments.
    struct Part {
        let names: [String]
        let parameters: TorchList
        let first: TorchList
        let second: TorchList
        let rateFactor: Double
        let weightDecay: Double
    }

    /// As given.
    public let settings: Settings
    let parts: [Part]
    private let everything: TorchList
    /// Steps that changed the parameters.
    public internal(set) var steps = 0

    /// An optimiser of everything in `parameters` that is trainable.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for numbers out of their range and
    ///   groups that no parameter belongs to.
    public init(
        _ parameters: TorchParameters, _ settings: Settings = Settings(), groups: [Group] = []
    ) throws(TrainingError) {
        try settings.check()
        self.settings = settings
        let groups = groups + [Group("*")]
        var members = groups.map { _ in [TorchParameters.Parameter]() }
        let patterns = groups.map { $0.names.map { NamePattern($0) } }
        for parameter in parameters.trainable {
            let group = patterns.firstIndex { $0.contains { $0.matches(parameter.name) } }!
            members[group].append(parameter)
        }
        if let idle = members.dropLast().firstIndex(where: \.isEmpty) {
            throw .wrongSetting(
                name: groups[idle].names.joined(separator: ", "),
                reason: "no trainable parameter has such a name; check it")
        }
        parts = try TrainingError.wrap { () throws(ExecutionError) in
            var parts: [Part] = []
            for (group, members) in zip(groups, members) where !members.isEmpty {
                let list = try TorchList(members.map(\.tensor))
                parts.append(
                    Part(
                        names: members.map(\.name), parameters: list, first: try list.zeros(),
                        second: try list.zeros(), rateFactor: group.rateFactor,
                        weightDecay: group.weightDecay ?? settings.weightDecay))
            }
            return parts
        }
        let all = parts.flatMap(\.parameters.tensors)
        everything = try TrainingError.wrap { () throws(ExecutionError) in try TorchList(all) }
    }

    /// Changes the parameters by the gradients that backward passes added up, and forgets those.
    ///
    /// - Parameters:
    ///   - rate: The learning rate.
    ///   - lossScale: What losses were multiplied by before the backward pass.
    public func update(rate: Double, lossScale: Double = 1) throws(ExecutionError) -> Update {
        let norm = try everything.gradientNorm() / lossScale
        guard norm.isFinite else {
            try everything.clearGradients()
            return Update(gradientNorm: norm, isApplied: false)
        }
        var scale = 1 / lossScale
        if let limit = settings.clipping, norm > limit { scale *= limit / norm }
        steps += 1
        for part in parts {
            let step = TorchList.AdamWStep(
                rate: rate * part.rateFactor,
                decays: (settings.firstDecay, settings.secondDecay), epsilon: settings.epsilon,
                weightDecay: part.weightDecay, number: steps, gradientScale: scale)
            try part.parameters.step(step, first: part.first, second: part.second)
        }
        try everything.clearGradients()
        return Update(gradientNorm: norm, isApplied: true)
    }

    /// Forgets gradients without a step, such as those that a discriminator got while the
    /// generator learnt.
    public func clearGradients() throws(ExecutionError) { try everything.clearGradients() }
}

extension AdamW.Settings {
    fileprivate func check() throws(TrainingError) {
        for (name, value) in [("firstDecay", firstDecay), ("secondDecay", secondDecay)]
        where !(0..<1).contains(value) {
            throw .wrongSetting(name: name, reason: "\(value) is not within 0 ..< 1")
        }
        guard epsilon > 0 else {
            throw .wrongSetting(name: "epsilon", reason: "\(epsilon) is not above 0")
        }
        guard weightDecay >= 0 else {
            throw .wrongSetting(name: "weightDecay", reason: "\(weightDecay) is below 0")
        }
        if let clipping, !(clipping > 0) {
            throw .wrongSetting(name: "clipping", reason: "\(clipping) is not above 0")
        }
    }
}
