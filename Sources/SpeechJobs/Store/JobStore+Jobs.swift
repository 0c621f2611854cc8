import FoundationEssentials
import GRDB

// Creating, looking at, cancelling and removing jobs.
extension JobStore {
    /// The most jobs that may wait or run at a time.
    static let mostActive = 10_000

    /// Keeps a new job.
    func create(_ options: JobOptions, text: [UInt8], characters: Int) async throws(JobsError)
        -> Job
    {
        let id = Self.newID()
        let bytes = Data(text)
        return try await write { database in
            let active = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM job WHERE state IN ('queued', 'running')")
            guard (active ?? 0) < Self.mostActive else {
                throw JobsError.tooMany(limit: Self.mostActive)
            }
            try database.execute(
                sql: """
                    INSERT INTO job (id, state, options, characters, created)
                    VALUES (?, 'queued', ?, ?, ?)
                    """,
                arguments: [id, try JobRow.encoded(options), characters, wallClock()])
            try database.execute(
                sql: "INSERT INTO job_text (job, bytes) VALUES (?, ?)",
                arguments: [database.lastInsertedRowID, bytes])
            return try Self.job(id, database)
        }
    }

    /// A job.
    public func job(_ id: String) async throws(JobsError) -> Job {
        try await read { try Self.job(id, $0) }
    }

    /// Jobs, the newest first.
    ///
    /// - Parameters:
    ///   - limit: The most to give.
    ///   - id: Only those older than this one.
    public func jobs(limit: Int = 100, after id: String? = nil) async throws(JobsError) -> [Job] {
        try await read { database in
            var number: Int64?
            if let id {
                number = try Int64.fetchOne(
                    database, sql: "SELECT number FROM job WHERE id = ?", arguments: [id])
                guard number != nil else { throw JobsError.unknown(id: id) }
            }
            return try Row.fetchAll(
                database,
                sql: "SELECT * FROM job WHERE number < ? ORDER BY number DESC LIMIT ?",
                arguments: [number ?? Int64.max, max(0, limit)]
            ).map(JobRow.job)
        }
    }

    /// How many jobs there are in each state.
    public func counts() async throws(JobsError) -> [Job.State: Int] {
        try await read { database in
            var counts: [Job.State: Int] = [:]
            for row in try Row.fetchAll(
                database, sql: "SELECT state, count(*) AS count FROM job GROUP BY state")
            {
                if let state = Job.State(rawValue: row["state"]) { counts[state] = row["count"] }
            }
            return counts
        }
    }

    /// Ends a job that has not ended; one that has stays as it is.
    ///
    /// Whoever works on it notices at its next heartbeat.
    func cancel(_ id: String) async throws(JobsError) -> Job {
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE job SET state = 'cancelled', finished = ?, owner = NULL,
                        heartbeat = NULL, seconds_left = NULL
                    WHERE id = ? AND state IN ('queued', 'running')
                    """,
                arguments: [wallClock(), id])
            if database.changesCount > 0 { try Self.forgetText(of: id, database) }
            return try Self.job(id, database)
        }
    }

    /// Removes a job that has ended, with its file; of another nothing is removed.
    ///
    /// - Returns: Whether it was removed.
    func remove(_ id: String) async throws(JobsError) -> Bool {
        let removed: Job? = try await write { database in
            let job = try Self.job(id, database)
            guard job.state.isFinal else { return nil }
            try database.execute(sql: "DELETE FROM job WHERE id = ?", arguments: [id])
            return job
        }
        guard let removed else { return false }
        removeFile(at: audioPath(of: removed))
        return true
    }

    static func job(_ id: String, _ database: Database) throws -> Job {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM job WHERE id = ?", arguments: [id])
        else { throw JobsError.unknown(id: id) }
        return try JobRow.job(row)
    }

    /// The text of a job that has ended is not needed any more.
    static func forgetText(of id: String, _ database: Database) throws {
        try database.execute(
            sql: "DELETE FROM job_text WHERE job = (SELECT number FROM job WHERE id = ?)",
            arguments: [id])
    }

    /// 130 random bits in Crockford's base 32, which has no letters that look alike.
    private static func newID() -> String {
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
        var generator = SystemRandomNumberGenerator()
        return "job_"
            + String((0..<26).map { _ in letters[Int.random(in: 0..<32, using: &generator)] })
    }
}
