import Foundation
import Testing

@testable import SpeechTokens

/// The committed files, made by scripts/golden/tokenizer.py.
enum Golden {
    static func path(_ name: String) throws -> String {
        let folder = try #require(Bundle.module.resourcePath)
        return "\(folder)/Golden/\(name)"
    }

    static func tokenizer(_ name: String) throws -> TextTokenizer {
        try TextTokenizer(tokenizerFile: path("\(name).json"))
    }

    /// What Hugging Face's tokenizers make of a text.
    struct Case {
        var text: String
        var special: Bool
        var ids: [Int32]
        /// In scalars of the text.
        var offsets: [Range<Int>]
        var decoded: String
        var plain: String
    }

    static func cases(_ name: String) throws -> [Case] {
        try JSONField(file: path("\(name).expected.json")).elements().map { field in
            Case(
                text: try field.field("text").string(), special: try field.field("special").bool(),
                ids: try field.field("ids").elements().map { try $0.tokenID() },
                offsets: try field.field("offsets").elements().map { pair in
                    let ends = try pair.elements().map { Int(try $0.tokenID()) }
                    return ends[0]..<ends[1]
                },
                decoded: try field.field("decoded").string(),
                plain: try field.field("plain").string())
        }
    }

    /// A folder of its own for a test, with a file in it.
    @discardableResult
    static func withFile<Result>(
        _ content: some Sequence<UInt8>, _ body: (String) throws -> Result
    ) throws -> Result {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("tokens-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(content).write(to: URL(fileURLWithPath: path))
        return try body(path)
    }
}

/// The scalars of a text that ranges of its bytes touch.
func scalars(_ range: Range<Int>, of text: String) -> Range<Int> {
    var starts: [Int] = []
    for (index, scalar) in text.unicodeScalars.enumerated() {
        starts += Array(repeating: index, count: UTF8.width(scalar))
    }
    guard !range.isEmpty else { return 0..<0 }
    return starts[range.lowerBound]..<starts[range.upperBound - 1] + 1
}
