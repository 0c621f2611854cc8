import FoundationEssentials
import GRDB

/// A job in the hands of a worker.
struct Claim: Sendable {
    /// The job's name.
    let id: String
    /// Which claim of the job it is; whoever comes later has a higher one.
    let number: Int
    /// How the job is to be spoken.
    let options: JobOptions
    /// The name of its scratch audio.
    let scratch: String
    /// Under which conditions the scratch audio was made; nil for a new one.
    let conditions: String?
    /// Up to where the scratch audio is good; nil where it is not.
    let checkpoint: Checkpoint?
    /// How far the job was when it was last heard of.
    let progress: JobProgress
    /// What came of the job until the checkpoint.
    let statistics: JobStatistics
    /// What the reader has been told.
    let warnings: [String]
}

/// Up to where a job is on the disk.
struct Checkpoint: Sendable, Equatable {
    /// The chunk to go on with.
    var chunk: Int
    /// The sample at which it begins, counted from the start.
    var sample: Int
    /// Whether everything is spoken; `sample` is the end then.
    var isSpoken = false
}

/// A job that may be there to be worked on.
struct Candidate: Sendable {
    let id: String
    let claims: Int
    /// The scratch audio of whoever has or had it.
    let scratch: String?
    /// Whether somebody seems to work on it.
    let isRunning: Bool
    /// When that somebody was last heard of.
    let heartbeat: Double?
    let checkpoint: Checkpoint?
    /// How many claims in a row have ended, not in order, without getting anywhere.
    let fruitlessClaims: Int
}

// What workers do. Everything that names a claim tells whether the claim still holds.
extension JobStore {
    /// Jobs to work on: interrupted ones first, then the oldest.
    ///
    /// - Parameter limit: So many, and as many more as are running: those that others work on
    ///   must not hide the ones that wait.
    func candidates(limit: Int = 16) async throws(JobsError) -> [Candidate] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, claims, scratch, state, heartbeat, checkpoint_chunk,
                        checkpoint_sample, is_spoken, fruitless_claims
                    FROM job WHERE state IN ('queued', 'running')
                    ORDER BY claims = 0, number
                    LIMIT ? + (SELECT count(*) FROM job WHERE state = 'running')
                    """,
                arguments: [limit]
            ).map { row in
                Candidate(
                    id: row["id"], claims: row["claims"], scratch: row["scratch"],
                    isRunning: row["state"] == "running", heartbeat: row["heartbeat"],
                    checkpoint: Self.checkpoint(row), fruitlessClaims: row["fruitless_claims"])
            }
        }
    }

    /// Takes a job, if nobody has since it was looked at.
    ///
    /// - Parameters:
    ///   - scratch: The name of scratch audio that the caller has open.
    ///   - owner: What people may look for who wonder where it runs.
    func claim(
        _ candidate: Candidate, scratch: String, owner: String
    ) async throws(JobsError) -> Claim? {
        try await write { database in
            let now = wallClock()
            try database.execute(
                sql: """
                    UPDATE job SET state = 'running', claims = claims + 1,
                        fruitless_claims = fruitless_claims + 1, scratch = ?, owner = ?,
                        heartbeat = ?, started = coalesce(started, ?)
                    WHERE id = ? AND claims = ? AND state IN ('queued', 'running')
                    """,
                arguments: [scratch, owner, now, now, candidate.id, candidate.claims])
            guard database.changesCount == 1,
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM job WHERE id = ?", arguments: [candidate.id])
            else { return nil }
            let job = try JobRow.job(row)
            return Claim(
                id: job.id, number: row["claims"], options: job.options, scratch: scratch,
                conditions: row["conditions"], checkpoint: Self.checkpoint(row),
                progress: job.progress, statistics: job.statistics ?? JobStatistics(),
                warnings: job.warnings)
        }
    }

    /// The text of a job.
    func text(of claim: Claim) async throws(JobsError) -> [UInt8] {
        try await read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT bytes FROM job_text JOIN job ON number = job WHERE id = ?
                    """,
                arguments: [claim.id])
            guard let row else { throw JobsError.unknown(id: claim.id) }
            return try row.withUnsafeData(atIndex: 0) { data in [UInt8](data ?? Data()) }
        }
    }

    /// Renews the lease and tells how far the work is.
    func beat(_ claim: Claim, _ progress: JobProgress) async throws(JobsError) -> Bool {
        try await change(
            claim,
            """
            heartbeat = ?, share = ?, chunks = ?, expected_chunks = ?, audio_seconds = ?,
            seconds_left = ?
            """,
            [
                wallClock(), progress.share, progress.chunks, progress.expectedChunks,
                progress.audioSeconds, progress.secondsLeft,
            ])
    }

    /// Notes up to where scratch audio is on the disk.
    func keep(
        _ checkpoint: Checkpoint, _ statistics: JobStatistics, of claim: Claim,
        conditions: String
    ) async throws(JobsError) -> Bool {
        try await change(
            claim,
            """
            checkpoint_chunk = ?, checkpoint_sample = ?, is_spoken = ?, statistics = ?,
            conditions = ?, heartbeat = ?, fruitless_claims = 0
            """,
            [
                checkpoint.chunk, checkpoint.sample, checkpoint.isSpoken,
                try? JobRow.encoded(statistics), conditions, wallClock(),
            ])
    }

    /// Begins a job anew: what was kept of it is of no use.
    func restart(_ claim: Claim, warning: String?) async throws(JobsError) -> Bool {
        // A job whose work is lost again and again tells of the last time.
        let warnings = (claim.warnings + [warning].compactMap(\.self)).suffix(8)
        return try await change(
            claim,
            """
            checkpoint_chunk = NULL, checkpoint_sample = NULL, is_spoken = 0,
            statistics = NULL, conditions = NULL, warnings = ?
            """,
            [try? JobRow.encoded(Array(warnings))])
    }

    /// Ends a job well.
    func complete(
        _ claim: Claim, _ audio: Job.Audio, _ statistics: JobStatistics
    ) async throws(JobsError) -> Bool {
        try await change(
            claim,
            """
            state = 'completed', finished = ?, owner = NULL, heartbeat = NULL, scratch = NULL,
            share = 1, seconds_left = NULL, chunks = ?, expected_chunks = ?,
            audio_seconds = ?, statistics = ?, audio_bytes = ?, audio_sha256 = ?
            """,
            [
                wallClock(), statistics.chunks, statistics.chunks, statistics.audioSeconds,
                try? JobRow.encoded(statistics), audio.bytes, audio.sha256,
            ], forgettingText: true)
    }

    /// Ends a job that can't be done.
    func fail(_ claim: Claim, _ failure: JobFailure) async throws(JobsError) -> Bool {
        try await change(
            claim,
            """
            state = 'failed', finished = ?, owner = NULL, heartbeat = NULL, scratch = NULL,
            seconds_left = NULL, failure = ?
            """,
            [wallClock(), try? JobRow.encoded(failure)], forgettingText: true)
    }

    /// Gives a job back, for others or for the next start.
    func release(_ claim: Claim) async throws(JobsError) -> Bool {
        try await change(
            claim,
            """
            state = 'queued', owner = NULL, heartbeat = NULL, seconds_left = NULL,
            fruitless_claims = 0
            """, [])
    }

    /// Tells the reader of a job something, once.
    func warn(_ id: String, _ warning: String) async throws(JobsError) {
        try await write { database in
            let job = try Self.job(id, database)
            guard !job.warnings.contains(warning) else { return }
            try database.execute(
                sql: "UPDATE job SET warnings = ? WHERE id = ?",
                arguments: [try JobRow.encoded(Array((job.warnings + [warning]).suffix(8))), id])
        }
    }

    /// Changes a job if a claim of it still holds; tells whether it does.
    private func change(
        _ claim: Claim, _ assignments: String, _ values: [(any DatabaseValueConvertible)?],
        forgettingText: Bool = false
    ) async throws(JobsError) -> Bool {
        let arguments = StatementArguments(values.map { $0?.databaseValue ?? .null })
        return try await write { database in
            try database.execute(
                sql: "UPDATE job SET \(assignments) "
                    + "WHERE id = ? AND claims = ? AND state = 'running'",
                arguments: arguments + [claim.id, claim.number])
            guard database.changesCount == 1 else { return false }
            if forgettingText { try Self.forgetText(of: claim.id, database) }
            return true
        }
    }

    private static func checkpoint(_ row: Row) -> Checkpoint? {
        guard let chunk: Int = row["checkpoint_chunk"], let sample: Int = row["checkpoint_sample"]
        else { return nil }
        return Checkpoint(chunk: chunk, sample: sample, isSpoken: row["is_spoken"])
    }
}
