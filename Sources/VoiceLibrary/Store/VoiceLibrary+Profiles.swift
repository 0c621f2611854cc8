import GRDB
import SpeechModel
public import TensorRuntime

// Looking at profiles, renaming and deleting them.
extension VoiceLibrary {
    /// All profiles by their names.
    public func profiles() async throws(VoiceLibraryError) -> [VoiceProfile] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM profile ORDER BY name").map {
                try ProfileRow($0).profile
            }
        }
    }

    /// The profile of a name or an ID.
    ///
    /// - Throws: ``VoiceLibraryError/unknown(name:near:)`` with near names.
    public func profile(_ nameOrID: String) async throws(VoiceLibraryError) -> VoiceProfile {
        try await read { try Self.row(nameOrID, $0).profile }
    }

    /// The tensors of a profile.
    ///
    /// - Parameters:
    ///   - profile: As ``profile(_:)`` gave it, be it renamed since.
    ///   - model: The network that is to use them.
    /// - Throws: ``VoiceLibraryError/otherModel(name:made:wanted:)`` where another network made
    ///   them, ``VoiceLibraryError/featuresLost(name:path:reason:)`` where their file is gone or
    ///   not what was written.
    public func features(
        of profile: VoiceProfile, for model: ContentHash
    ) async throws(VoiceLibraryError) -> WeightStore {
        guard profile.fits(model) else {
            throw .otherModel(name: profile.name.text, made: profile.model, wanted: model)
        }
        return try await file(of: profile.id.text).features
    }

    /// Gives a profile another name, another name for people, or both.
    ///
    /// - Throws: ``VoiceLibraryError/nameTaken(name:)``.
    public func rename(
        _ nameOrID: String, to name: ProfileName? = nil, displayName: DisplayName? = nil
    ) async throws(VoiceLibraryError) -> VoiceProfile {
        try await write { database in
            var row = try Self.row(nameOrID, database)
            if let name {
                if let other = try ProfileRow.named(name, database),
                    other.profile.id != row.profile.id
                {
                    throw VoiceLibraryError.nameTaken(name: name.text)
                }
                row.profile.name = name
            }
            row.profile.displayName = displayName ?? row.profile.displayName
            try row.update(database)
            return row.profile
        }
    }

    /// Removes a profile: first its row, then its file.
    ///
    /// - Returns: What was removed.
    @discardableResult
    public func delete(_ nameOrID: String) async throws(VoiceLibraryError) -> VoiceProfile {
        let row = try await write { database in
            let row = try Self.row(nameOrID, database)
            try database.execute(
                sql: "DELETE FROM profile WHERE id = ?", arguments: [row.profile.id.text])
            return row
        }
        folder.remove(row.file)
        return row.profile
    }

    /// A profile with its features.
    func file(of nameOrID: String) async throws(VoiceLibraryError) -> ProfileFile {
        let folder = folder
        var lost: VoiceLibraryError?
        // Between the row and its file somebody else may mend or delete the profile.
        for _ in 0..<2 {
            do throws(VoiceLibraryError) {
                return try await read { database in
                    let row = try Self.row(nameOrID, database)
                    return try ProfileFile(row.profile, folder.features(of: row))
                }
            } catch {
                guard case .featuresLost = error else { throw error }
                lost = error
            }
        }
        throw lost ?? .unknown(name: nameOrID, near: [])
    }

    static func row(_ nameOrID: String, _ database: Database) throws -> ProfileRow {
        if let id = VoiceProfile.ID(nameOrID), let row = try ProfileRow.with(id, database) {
            return row
        }
        if let name = ProfileName(checking: nameOrID),
            let row = try ProfileRow.named(name, database)
        {
            return row
        }
        let names = try String.fetchAll(database, sql: "SELECT name FROM profile")
        throw VoiceLibraryError.unknown(
            name: nameOrID, near: EditDistance.near(nameOrID, among: names))
    }
}
