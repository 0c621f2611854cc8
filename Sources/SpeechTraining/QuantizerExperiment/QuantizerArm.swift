/// One way to quantise among those that are compared.
public struct QuantizerArm: Sendable, Hashable, Codable {
    /// What it is called in the table.
    public let name: String
    /// How it quantises.
    public let recipe: QuantizerRecipe

    /// An arm of a recipe.
    public init(_ name: String, _ recipe: QuantizerRecipe) {
        self.name = name
        self.recipe = recipe
    }

    /// All that are worth comparing.
    ///
    /// - Parameters:
    ///   - base: Sizes and what no arm changes.
    ///   - steps: Steps of each, which progressive activation is divided over.
    public static func all(_ base: QuantizerRecipe, steps: Int) -> [QuantizerArm] {
        var usual = base
        usual.activationSteps = max(steps / (base.layers + 1), 1)
        func arm(
            _ name: String, _ change: (inout QuantizerRecipe) -> Void = { _ in }
        ) -> QuantizerArm {
            var recipe = usual
            change(&recipe)
            return QuantizerArm(name, recipe)
        }
        var arms: [QuantizerArm] = []
        for update in CodebookUpdate.allCases {
            for commitment in [0.1, 0.25, 0.5, 1] {
                arms.append(
                    arm("\(update.rawValue), commitment \(commitment)") {
                        ($0.update, $0.commitment) = (update, commitment)
                    })
            }
        }
        arms += [
            arm("no replacement") { $0.deadShare = 0 },
            arm("random start") { $0.start = .random },
            arm("random start, no replacement") { ($0.start, $0.deadShare) = (.random, 0) },
            arm("no dropout") { $0.activation = .all },
            arm("progressive") { $0.activation = .progressive },
            arm("k-means") { $0.bottleneck = .kMeans },
            arm("none") { $0.bottleneck = .none },
        ]
        return arms + faulty(usual, steps: steps)
    }

    /// The quantizer that collapsed, with all of its defects, without each of them, and each of them
    /// alone in one that is right.
    private static func faulty(_ usual: QuantizerRecipe, steps: Int) -> [QuantizerArm] {
        var original = usual
        original.start = .random
        original.activation = .progressive
        // Not all are active in the end, as when training goes on.
        original.activationSteps = max(steps * 3 / 10, 1)
        original.faults = QuantizerFault.original
        var arms = [QuantizerArm("original", original)]
        for fault in QuantizerFault.original {
            var mended = original
            mended.faults.removeAll { $0 == fault }
            arms.append(QuantizerArm("original without \(fault.rawValue)", mended))
        }
        for fault in QuantizerFault.allCases {
            var harmed = fault == .forgottenActivation ? original : usual
            harmed.faults = [fault]
            arms.append(QuantizerArm("\(fault.rawValue) alone", harmed))
        }
        return arms
    }
}
