internal import FoundationEssentials

/// How a network is trained: sizes, losses, rates. Kept with every checkpoint; read from JSON.
public protocol TrainingRecipe: Codable, Sendable {
    /// What is usual.
    init()
    /// Settings that are nil unless something is given, so that what is usual doesn't name them.
    static var optionalSettings: Set<String> { get }
}

extension TrainingRecipe {
    /// A recipe from JSON with the names of its settings; those that are left out are usual.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for text that is no JSON object,
    ///   names that no setting has and values of another kind.
    public init(json: [UInt8]) throws(TrainingError) {
        do {
            let usual = try JSONEncoder().encode(Self())
            var fields = try JSONDecoder().decode([String: Setting].self, from: usual)
            let known = Set(fields.keys).union(Self.optionalSettings)
            let given = try JSONDecoder().decode([String: Setting].self, from: Data(json))
            if let name = given.keys.sorted().first(where: { !known.contains($0) }) {
                throw TrainingError.wrongSetting(
                    name: name,
                    reason: "no setting; there are \(known.sorted().joined(separator: ", "))")
            }
            fields.merge(given) { $1 }
            self = try JSONDecoder().decode(Self.self, from: JSONEncoder().encode(fields))
        } catch let error as TrainingError {
            throw error
        } catch let DecodingError.typeMismatch(_, context) where !context.codingPath.isEmpty {
            throw Self.wrong(context)
        } catch let DecodingError.dataCorrupted(context) where !context.codingPath.isEmpty {
            throw Self.wrong(context)
        } catch {
            throw .wrongSetting(name: "recipe", reason: "is no JSON object of settings: \(error)")
        }
    }

    private static func wrong(_ context: DecodingError.Context) -> TrainingError {
        .wrongSetting(
            name: context.codingPath.map(\.stringValue).joined(separator: "."),
            reason: context.debugDescription)
    }

    /// Refuses a setting that isn't within its range, by its name.
    static func check<Number: Comparable>(
        _ name: String, _ value: Number, _ range: ClosedRange<Number>
    ) throws(TrainingError) {
        guard range.contains(value) else {
            throw .wrongSetting(name: name, reason: "\(value) is not within \(range)")
        }
    }
}

/// What a setting can be.
private enum Setting: Codable {
    case flag(Bool)
    case whole(Int)
    case fraction(Double)
    case list([Int])
    case name(String)
    case names([String])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? value.decode(Int.self) {
            self = .whole(whole)
        } else if let fraction = try? value.decode(Double.self) {
            self = .fraction(fraction)
        } else if let name = try? value.decode(String.self) {
            self = .name(name)
        } else if let names = try? value.decode([String].self) {
            self = .names(names)
        } else {
            self = .list(try value.decode([Int].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .flag(let flag): try value.encode(flag)
        case .whole(let whole): try value.encode(whole)
        case .fraction(let fraction): try value.encode(fraction)
        case .list(let list): try value.encode(list)
        case .name(let name): try value.encode(name)
        case .names(let names): try value.encode(names)
        }
    }
}
