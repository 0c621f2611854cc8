import ArgumentParser
import SpeechEngine
import TensorRuntime

/// The rules of `--rename` and `--drop`.
struct WeightRenaming {
    private let names: WeightNames

    init(renames: [String], drops: [String]) throws {
        var rules = drops.map { WeightNames.Rule.dropped($0) }
        for text in renames {
            let sides = text.split(separator: "=", omittingEmptySubsequences: false).map(
                String.init)
            guard sides.count == 2, !sides[0].isEmpty else {
                throw ValidationError("--rename \(text): expected OLD=NEW")
            }
            guard Self.stars(sides[0]) == Self.stars(sides[1]) else {
                throw ValidationError(
                    "--rename \(text): both sides need the same stars in the same order")
            }
            rules.append(.pattern(sides[0], sides[1]))
        }
        names = WeightNames(rules)
    }

    /// The tensors with their new names.
    func applied(to weights: WeightStore) throws(EngineError) -> WeightStore {
        var result = WeightStore(metadata: weights.metadata)
        for old in weights.names {
            guard let new = names.name(of: old) else { continue }
            guard result[new] == nil else {
                throw .invalid(
                    field: "--rename", value: new.visible,
                    expected: "a name for one tensor only; \(old.visible) would get it too")
            }
            result[new] = weights[old]
        }
        return result
    }

    /// The runs of stars of a pattern, by their lengths.
    private static func stars(_ pattern: String) -> [Int] {
        pattern.split { $0 != "*" }.map(\.count)
    }
}
