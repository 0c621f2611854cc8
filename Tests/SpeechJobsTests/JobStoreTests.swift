import AudioFile
import GRDB
import Glibc
import SpeechEngine
@testable import SpeechJobs
import SpeechTesting
import Testing

@Suite struct JobStoreTests {
    private let workshop = Workshop()

    private func write(_ bytes: [UInt8], to name: String) throws {
        let path = "\(workshop.path)/data/\(name)"
        let file = try #require(fopen(path, "w"))
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
        fclose(file)
    }

    private func failure(_ folder: String) -> JobsError? {
        do throws(JobsError) {
            _ = try JobStore(folder: folder)
            return nil
        } catch {
            return error
        }
    }

    @Test func `commits are durable and private`() async throws {
        let store = try workshop.store()
        let synchronous = try await store.pool.barrierWriteWithoutTransaction {
            try Int.fetchOne($0, sql: "PRAGMA synchronous")
        }
        #expect(synchronous == 2)
        #expect(
            try await store.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try await store.read { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
        #expect(try await store.read { try Int.fetchOne($0, sql: "PRAGMA auto_vacuum") } == 2)
        var status = stat()
        #expect(stat(workshop.path + "/data", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test func `a damaged database is told, and left as it is`() async throws {
        do {
            let store = try workshop.store()
            let engine = try SpeechEngine(families: [Workshop.tone().entry()])
            let runner = JobRunner(store, engine, report: Workshop.trouble)
            _ = try await runner.create(.of(prose(2000)))
            try await store.pool.writeWithoutTransaction { database in
                _ = try database.checkpoint(.truncate)
            }
            try store.pool.close()
        }
        let path = workshop.path + "/data/jobs.sqlite"
        let whole = try #require(Workshop.bytes(path))
        for damage in 0..<3 {
            var bytes = whole
            switch damage {
            case 0: bytes = Array("not a database, but long enough to look at".utf8)
            case 1: bytes = Array(whole.prefix(whole.count / 2))
            default: for index in 4096..<4600 { bytes[index] = 0xA5 }
            }
            try write(bytes, to: "jobs.sqlite")
            guard case .damaged(let told, _) = failure(workshop.path + "/data") else {
                Issue.record("damage \(damage) was not told")
                continue
            }
            #expect(told == path)
        }
        try write(whole, to: "jobs.sqlite")
        #expect(failure(workshop.path + "/data") == nil)
    }

    @Test func `a newer database is left alone`() async throws {
        let store = try workshop.store()
        _ = try await store.write { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('2 from tomorrow')")
        }
        guard case .newer = failure(workshop.path + "/data") else {
            Issue.record("it was opened")
            return
        }
    }

    @Test func `a folder that can't be is told`() throws {
        let file = workshop.path + "/file"
        close(open(file, O_CREAT | O_WRONLY, 0o600))
        for folder in ["", "\0", file, file + "/data", "/proc/nowhere", "/dev/null"] {
            guard case .folder = failure(folder) else {
                Issue.record("'\(folder)' was taken")
                continue
            }
        }
        #expect(failure(workshop.path + "/deep/er/data//") == nil)
    }

    @Test func `texts come back as they are, and go with their jobs`() async throws {
        let store = try workshop.store()
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let options = try JobOptions(.of("x"), engine)
        var text = [UInt8](repeating: 0x61, count: 3 << 20)
        text[5] = 0
        text[6] = 0xFF
        let job = try await store.create(options, text: text, characters: text.count)
        let claims = JobClaims(store: store, lease: .zero)
        let taken = try #require(try await claims.next())
        #expect(taken.claim.options == options)
        #expect(try await store.text(of: taken.claim) == text)
        _ = try await store.cancel(job.id)
        try await store.sweep(keeping: nil)
        let texts = try await store.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM job_text")
        }
        #expect(texts == 0)
        let pages = try await store.read { try Int.fetchOne($0, sql: "PRAGMA page_count") }
        #expect((pages ?? .max) < 50)
    }

    @Test func `a state that can't be is refused by the database`() async throws {
        let store = try workshop.store()
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let options = try JobOptions(.of("x"), engine)
        _ = try await store.create(options, text: [0x61], characters: 1)
        for state in ["running", "completed", "failed", "done"] {
            await #expect(throws: JobsError.self) {
                try await store.write { database in
                    try database.execute(
                        sql: "UPDATE job SET state = ?", arguments: [state])
                }
            }
        }
    }
}
