import FoundationEssentials
import TOMLKit

/// A value in a settings file.
enum SettingValue: Decodable, Equatable {
    case flag(Bool)
    case whole(Int)
    case number(Double)
    case text(String)
    case table([String: SettingValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Int.self) {
            self = .whole(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else {
            self = .table(try container.decode([String: SettingValue].self))
        }
    }

    /// The value as it would stand on the command line; nil for a table.
    var scalar: String? {
        switch self {
        case .flag(let value): String(value)
        case .whole(let value): String(value)
        case .number(let value): String(value)
        case .text(let value): value
        case .table: nil
        }
    }

    /// Reads a settings file: JSON where its name ends in `.json`, else TOML.
    static func file(_ bytes: [UInt8], path: String) throws(SettingsError) -> [String: SettingValue]
    {
        var json = Data(bytes)
        if !path.hasSuffix(".json") {
            guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
                throw .malformed(path: path, reason: "it is not text in UTF-8")
            }
            do {
                json = Data(try TOMLTable(string: text).convert(to: .json).utf8)
            } catch let error as TOMLParseError {
                throw .malformed(
                    path: path,
                    reason: "line \(error.source.begin.line), column \(error.source.begin.column): "
                        + error.description)
            } catch {
                throw .malformed(path: path, reason: "\(error)")
            }
        }
        do {
            return try JSONDecoder().decode([String: SettingValue].self, from: json)
        } catch DecodingError.typeMismatch(_, let context) {
            throw .malformed(
                path: path, reason: place(context.codingPath) + ": lists have no meaning here")
        } catch {
            throw .malformed(
                path: path,
                reason: path.hasSuffix(".json")
                    ? "it is not valid JSON" : "a value in it is one that no setting can have")
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "the whole file" : path.map(\.stringValue).joined(separator: ".")
    }
}
