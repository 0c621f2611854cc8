import FoundationEssentials
import GRDB

/// Jobs in a SQLite database; nothing else touches it.
///
/// Several processes may share one. Whoever works on a job holds a lease: the number of its
/// claim, and a heartbeat that is renewed. All that a worker writes names its claim and has no
/// effect once somebody else has claimed, cancelled or removed the job.
///
/// Writes are in WAL mode with `synchronous = FULL`: a job that was accepted and a checkpoint
/// that was reported survive a power cut too, for one `fsync` a commit, of which there are a
/// few in a second. With `NORMAL` the database would stay sound but lose the last commits.
public final class JobStore: Sendable {
    let folder: JobFolder
    let pool: DatabasePool

    /// Opens the store of a data folder, which is made where it is missing.
    ///
    /// Checks the whole database, whose size is that of the texts of jobs not done.
    public convenience init(folder path: String) throws(JobsError) {
        try self.init(in: JobFolder(path))
    }

    init(in folder: JobFolder) throws(JobsError) {
        self.folder = folder
        do {
            var configuration = Configuration()
            configuration.label = "jobs"
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { database in
                // Effective in a new database only: texts of done jobs are given back.
                guard !database.configuration.readonly else { return }
                try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            }
            pool = try DatabasePool(path: folder.database, configuration: configuration)
            try pool.barrierWriteWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                // A large text leaves no large log behind.
                try database.execute(sql: "PRAGMA journal_size_limit = 4194304")
            }
            if try pool.read(Migrations.all.hasBeenSuperseded) {
                throw JobsError.newer(path: folder.database)
            }
            try Migrations.all.migrate(pool)
            try pool.read { database in
                let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
                guard verdict == "ok" else {
                    throw JobsError.damaged(
                        path: folder.database, reason: verdict ?? "no answer to quick_check")
                }
            }
        } catch {
            throw Self.explained(error, path: folder.database)
        }
    }

    /// Where the file of a job is, be it there or not.
    func audioPath(of job: Job) -> String { folder.audio(of: job.id, job.format) }

    /// Reads, with errors as the store's.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(JobsError) -> Value {
        do { return try await pool.read(work) } catch {
            throw Self.explained(error, path: folder.database)
        }
    }

    /// Writes in one transaction, with errors as the store's; done even where the task is
    /// cancelled, since what is written is often that.
    func write<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(JobsError) -> Value {
        let task = Task { try await pool.write(work) }
        do { return try await task.value } catch {
            throw Self.explained(error, path: folder.database)
        }
    }

    private static func explained(_ error: any Error, path: String) -> JobsError {
        if let error = error as? JobsError { return error }
        guard let error = error as? DatabaseError else {
            return error is CancellationError
                ? .database(path: path, reason: "interrupted")
                : .damaged(path: path, reason: "what it holds can't be read: \(error)")
        }
        let reason = error.message ?? error.resultCode.description
        return switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path, reason: reason)
        case .SQLITE_FULL:
            .diskFull(path: path, needed: 1 << 20, free: 0)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            .folder(path: path, reason: reason)
        default: .database(path: path, reason: reason)
        }
    }
}
