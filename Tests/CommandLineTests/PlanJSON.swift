import FoundationEssentials

/// What `syrinx plan --json` prints.
struct PlanJSON: Decodable {
    struct Chunk: Decodable {
        let text: String
        let source_text: String
        let source_range: [Int]
        let estimated_seconds: Double
        let boundary: String
        let warnings: [String]
    }

    let chunks: [Chunk]

    /// The sources of the chunks, joined.
    static func source(of bytes: [UInt8]) throws -> [UInt8] {
        try JSONDecoder().decode(PlanJSON.self, from: Data(bytes)).chunks
            .flatMap { Array($0.source_text.utf8) }
    }
}
