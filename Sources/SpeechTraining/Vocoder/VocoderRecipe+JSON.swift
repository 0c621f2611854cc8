internal import FoundationEssentials

extension VocoderRecipe {
    /// A recipe from JSON with the names of its settings; those that are left out are usual.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for text that is no JSON object,
    ///   names that no setting has and values of another kind.
    public init(json: [UInt8]) throws(TrainingError) {
        do {
            let usual = try JSONEncoder().encode(Self())
            var fields = try JSONDecoder().decode([String: Setting].self, from: usual)
            // What is nil isn't written, so these aren't among the usual ones.
            let known = Set(fields.keys).union(["adversarialFrom", "head", "precision"])
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

    /// What a setting can be.
    private enum Setting: Codable {
        case flag(Bool)
        case whole(Int)
        case fraction(Double)
        case list([Int])
        case name(String)

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
            }
        }
    }
}
