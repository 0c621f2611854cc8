import GRDB

/// Voice profiles in a data folder: a SQLite database, and a safetensors file for each. Nothing
/// else touches either.
///
/// Several processes may share one. What was reported as done survives a killed process and a
/// power cut: a profile's file is on the disk under its name before its row is, and outlives it;
/// files without a row are removed when a library is opened. Who writes files or removes them
/// holds the database's only lock for writing, so nobody takes a file for a stray one whose row is
/// about to come.
public final class VoiceLibrary: Sendable {
    /// The most profiles that are kept.
    public static let mostProfiles = 10_000

    let folder: LibraryFolder
    let pool: DatabasePool

    /// Opens the library of a data folder, which is made where it is missing.
    public init(folder path: String) throws(VoiceLibraryError) {
        let folder = try LibraryFolder(path)
        self.folder = folder
        let lock = try OpeningLock(folder)
        do {
            var configuration = Configuration()
            configuration.label = "profiles"
            configuration.busyMode = .timeout(10)
            pool = try DatabasePool(path: folder.database, configuration: configuration)
            try pool.barrierWriteWithoutTransaction { database in
                // A profile that was reported as kept survives a power cut too.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA journal_size_limit = 1048576")
            }
            if try pool.read(Migrations.all.hasBeenSuperseded) {
                throw VoiceLibraryError.newer(path: folder.database)
            }
            try Migrations.all.migrate(pool)
            try pool.read { database in
                let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
                guard verdict == "ok" else {
                    throw VoiceLibraryError.damaged(
                        path: folder.database, reason: verdict ?? "no answer to quick_check")
                }
            }
            try Self.sweep(folder, pool)
        } catch {
            throw Self.explained(error, path: folder.database)
        }
        _ = consume lock
    }

    /// Reads, with errors as the library's.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(VoiceLibraryError) -> Value {
        do { return try await pool.read(work) } catch {
            throw Self.explained(error, path: folder.database)
        }
    }

    /// Writes in one transaction, with errors as the library's; done even where the task is
    /// cancelled, so that nobody has to ask whether it was.
    func write<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(VoiceLibraryError) -> Value {
        let task = Task { try await pool.write(work) }
        do { return try await task.value } catch {
            throw Self.explained(error, path: folder.database)
        }
    }

    /// Removes files that belong to no row.
    static func sweep(_ folder: LibraryFolder, _ pool: DatabasePool) throws {
        guard try pool.read({ try !strays(folder, $0).isEmpty }) else { return }
        // Looked for again while nobody can be about to insert a row.
        try pool.write { database in
            for name in try strays(folder, database) { folder.remove(name) }
        }
    }

    private static func strays(_ folder: LibraryFolder, _ database: Database) throws -> [String] {
        let names = folder.names
        let used = try Set(String.fetchAll(database, sql: "SELECT file FROM profile"))
        return names.filter { !used.contains($0) }
    }

    private static func explained(_ error: any Error, path: String) -> VoiceLibraryError {
        if let error = error as? VoiceLibraryError { return error }
        guard let error = error as? DatabaseError else {
            return error is CancellationError
                ? .database(path: path, reason: "interrupted")
                : .damaged(path: path, reason: "what it holds can't be read: \(error)")
        }
        let reason = error.message ?? error.resultCode.description
        return switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path, reason: reason)
        case .SQLITE_FULL: .diskFull(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            .folder(path: path, reason: reason)
        default: .database(path: path, reason: reason)
        }
    }
}
