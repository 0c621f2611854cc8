import GRDB

/// A profile as a row of its table, with the file of its features.
struct ProfileRow: Sendable {
    var profile: VoiceProfile
    /// The name of the file in the library's folder.
    var file: String
    /// What the file's tensors must be.
    var features: ContentHash

    init(profile: VoiceProfile, file: String, features: ContentHash) {
        self.profile = profile
        self.file = file
        self.features = features
    }

    init(_ row: Row) throws {
        func value<Value>(_ column: String, _ read: (String) -> Value?) throws -> Value {
            let text: String = row[column]
            guard let value = read(text) else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "a \(column) '\(text.prefix(80))'")
            }
            return value
        }
        profile = VoiceProfile(
            id: try value("id") { VoiceProfile.ID($0) },
            name: try value("name") { ProfileName(checking: $0) },
            displayName: try value("display_name") { DisplayName(checking: $0) },
            created: row["created"],
            clip: try value("clip_sha256") { ContentHash($0) },
            model: try value("model_sha256") { ContentHash($0) },
            hasConsent: row["consent"],
            quality: try value("quality") { try? ClipQuality(json: $0) })
        file = try value("file") { LibraryFolder.isOwn($0) ? $0 : nil }
        features = try value("features_sha256") { ContentHash($0) }
    }

    static func named(_ name: ProfileName, _ database: Database) throws -> ProfileRow? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM profile WHERE name = ?", arguments: [name.text]
        ).map { try ProfileRow($0) }
    }

    static func with(_ id: VoiceProfile.ID, _ database: Database) throws -> ProfileRow? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM profile WHERE id = ?", arguments: [id.text]
        ).map { try ProfileRow($0) }
    }

    func insert(_ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO profile (id, name, display_name, created, clip_sha256, model_sha256,
                    consent, quality, file, features_sha256)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                profile.id.text, profile.name.text, profile.displayName.text, profile.created,
                profile.clip.hexadecimal, profile.model.hexadecimal, profile.hasConsent,
                profile.quality.json, file, features.hexadecimal,
            ])
    }

    /// Writes what may change.
    func update(_ database: Database) throws {
        try database.execute(
            sql: """
                UPDATE profile SET name = ?, display_name = ?, consent = ?, file = ?,
                    features_sha256 = ?
                WHERE id = ?
                """,
            arguments: [
                profile.name.text, profile.displayName.text, profile.hasConsent, file,
                features.hexadecimal, profile.id.text,
            ])
    }
}
