import FoundationEssentials
import SpeechEngine

/// Machine-readable results.
enum JSONOutput {
    /// A value as JSON with its keys sorted.
    static func text(_ value: some Encodable, pretty: Bool = true) throws(EngineError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty
            ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            : [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .output(path: "JSON", reason: "\(error)", remedy: "")
        }
    }
}
