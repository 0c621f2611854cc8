import AudioFile
import AudioSignal
import GRDB
import Glibc

// Keeping the data folder tidy.
extension JobStore {
    /// Removes jobs that ended long ago, and files that belong to no job any more.
    ///
    /// - Parameter age: For how long a job is kept after its end; nil for ever.
    func sweep(keeping age: Duration?) async throws(JobsError) {
        if let age {
            let limit = wallClock() - age.seconds
            let old: [Job] = try await write { database in
                let jobs = try Row.fetchAll(
                    database, sql: "SELECT * FROM job WHERE finished < ?", arguments: [limit]
                ).map(JobRow.job)
                try database.execute(
                    sql: "DELETE FROM job WHERE finished < ?", arguments: [limit])
                return jobs
            }
            for job in old { removeFile(at: audioPath(of: job)) }
        }
        try await removeStrayFiles()
        _ = try await write { database in
            try database.execute(sql: "PRAGMA incremental_vacuum")
        }
    }

    private func removeStrayFiles() async throws(JobsError) {
        // Files first: what is made after this belongs to a job that is looked up after it.
        let scratches = folder.scratchNames
        let results = folder.audioNames
        let (used, owners) = try await read { database in
            (
                try Set(
                    String.fetchAll(
                        database,
                        sql: """
                            SELECT scratch FROM job
                            WHERE scratch IS NOT NULL AND state IN ('queued', 'running')
                            """)),
                try Set(
                    String.fetchAll(
                        database,
                        sql: "SELECT id FROM job WHERE state NOT IN ('failed', 'cancelled')"))
            )
        }
        for name in scratches where !used.contains(name) {
            // Whoever has it open may be about to claim a job with it.
            let scratch = try? ScratchAudio.reopen(folder.scratch(named: name))
            scratch?.remove()
        }
        let yesterday = wallClock() - 86_400
        for name in results {
            guard !owners.contains(String(name.prefix { $0 != "." })) else { continue }
            // A hidden file may be one that is being written just now.
            if name.hasPrefix("."), (folder.audioTime(named: name) ?? 0) > yesterday { continue }
            folder.removeAudio(named: name)
        }
    }

    func removeFile(at path: String) { unlink(path) }
}
