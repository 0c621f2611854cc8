import AudioFile
import FoundationEssentials
import GRDB

/// A job as a row of its table.
enum JobRow {
    static func job(_ row: Row) throws -> Job {
        let state: String = row["state"]
        guard let state = Job.State(rawValue: state) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a state '\(state)'")
        }
        let bytes: Int? = row["audio_bytes"]
        let sha256: String? = row["audio_sha256"]
        let claims: Int = row["claims"]
        return Job(
            id: row["id"], state: state,
            options: try decoded(JobOptions.self, row["options"]),
            characters: row["characters"], created: row["created"], started: row["started"],
            finished: row["finished"],
            progress: JobProgress(
                share: row["share"], chunks: row["chunks"],
                expectedChunks: row["expected_chunks"], audioSeconds: row["audio_seconds"],
                secondsLeft: row["seconds_left"]),
            statistics: try (row["statistics"] as String?).map {
                try decoded(JobStatistics.self, $0)
            },
            failure: try (row["failure"] as String?).map { try decoded(JobFailure.self, $0) },
            warnings: try decoded([String].self, row["warnings"]),
            audio: bytes.flatMap { bytes in
                sha256.map { Job.Audio(bytes: bytes, sha256: $0) }
            },
            restarts: max(0, claims - 1))
    }

    static func decoded<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
