import AudioFile
import Glibc
import SpeechEngine
import SpeechModel
import SpeechTesting
import Testing

@testable import SpeechServer

/// Jobs over HTTP.
@Suite(.timeLimit(.minutes(5))) struct JobRouteTests {
    private func withJobs(
        _ family: ToneFamily = ToneFamily(), use: (LiveServer) async throws -> Void
    ) async throws {
        let folder = try DataFolderForTests()
        try await LiveServer.with(
            [family.entry()],
            {
                $0.server.jobWorkers = 1
                $0.server.data = folder.path
            }, use: use)
    }

    private func create(_ live: LiveServer, _ body: String) async throws -> JSON {
        let answer = try await fetch(live.port, "/v1/jobs", json: body)
        #expect(answer.status == 201, "\(answer.text)")
        let job = try JSON.parse(answer.body)
        let id = try #require(job["id"]?.string)
        #expect(answer["location"] == "/v1/jobs/" + id)
        return job
    }

    private func job(_ live: LiveServer, _ id: String) async throws -> JSON {
        try JSON.parse(try await fetch(live.port, "/v1/jobs/" + id).body)
    }

    private func finished(_ live: LiveServer, _ id: String) async throws -> JSON {
        try await eventually("the job ends") {
            let status = try await job(live, id)["status"]?.string
            return status != "queued" && status != "running"
        }
        return try await job(live, id)
    }

    private static let body =
        #"{"input":"One sentence. Another one.","voice":"tone/high","seed":3,"title":"É: a/b","response_format":"flac"}"#

    @Test func `a job is created, done and downloaded`() async throws {
        try await withJobs { live in
            let created = try await create(live, Self.body)
            #expect(created["object"]?.string == "job")
            #expect(created["response_format"]?.string == "flac")
            #expect(created["voice"]?.string == "tone/high")
            #expect(created["characters"]?.number == 26)
            let id = try #require(created["id"]?.string)
            let done = try await finished(live, id)
            #expect(done["status"]?.string == "completed")
            #expect(done["progress"]?["share"]?.number == 1)
            #expect(done["statistics"]?["voice"]?.string == "tone/high")
            #expect(done["error"] == .null)
            #expect(done["audio"]?["url"]?.string == "/v1/jobs/\(id)/audio")

            var request = try live.engine.request(
                Array("One sentence. Another one.".utf8), for: .keeping)
            request.voice = "tone/high"
            request.seed = 3
            let path = "/tmp/syrinx-expected-\(id).flac"
            defer { unlink(path) }
            try await live.engine.speak(request).write(
                to: path, format: .flac,
                settings: EncodingSettings(tags: AudioTags(title: "É: a/b")))
            let expected = try FileBytes.read(path, limit: 1 << 26)

            let answer = try await fetch(live.port, "/v1/jobs/\(id)/audio")
            #expect(answer.status == 200)
            #expect(answer.body == expected)
            #expect(answer["content-type"] == "audio/flac")
            #expect(answer["content-length"] == "\(expected.count)")
            #expect(answer["accept-ranges"] == "bytes")
            #expect(answer["etag"] == "\"\(done["audio"]?["sha256"]?.string ?? "")\"")
            #expect(
                answer["content-disposition"]
                    == "attachment; filename=\"_- a-b.flac\"; filename*=UTF-8''%C3%89-%20a-b.flac")
            let head = try await fetch(live.port, "/v1/jobs/\(id)/audio", method: "HEAD")
            #expect(head.status == 200)
            #expect(head["content-length"] == "\(expected.count)")
            #expect(head["etag"] == answer["etag"])
        }
    }

    @Test func `parts are served as asked`() async throws {
        try await withJobs { live in
            let id = try #require(try await create(live, Self.body)["id"]?.string)
            _ = try await finished(live, id)
            let path = "/v1/jobs/\(id)/audio"
            let whole = try await fetch(live.port, path)
            let tag = try #require(whole["etag"])
            func part(_ fields: (String, String)...) async throws -> Answer {
                try await fetch(live.port, path, fields)
            }
            let some = try await part(("Range", "bytes=10-99"))
            #expect(some.status == 206)
            #expect(some.body == Array(whole.body[10..<100]))
            #expect(some["content-range"] == "bytes 10-99/\(whole.body.count)")
            let last = try await part(("Range", "bytes=-7"), ("If-Range", tag))
            #expect(last.status == 206)
            #expect(last.body == Array(whole.body.suffix(7)))
            let other = try await part(("Range", "bytes=-7"), ("If-Range", "\"other\""))
            #expect(other.status == 200)
            #expect(other.body == whole.body)
            let several = try await part(("Range", "bytes=0-1,4-5"))
            #expect(several.status == 200)
            let beyond = try await part(("Range", "bytes=\(whole.body.count)-"))
            #expect(beyond.status == 416)
            #expect(beyond["content-range"] == "bytes */\(whole.body.count)")
            #expect(try await part(("If-None-Match", tag)).status == 304)
            #expect(try await part(("If-None-Match", "\"x\", W/\(tag)")).status == 304)
            #expect(try await part(("If-Match", "\"x\"")).status == 412)
            #expect(try await part(("If-Match", tag)).status == 200)
            // An interrupted download goes on.
            var gathered: [UInt8] = []
            while gathered.count < whole.body.count {
                let end = gathered.count + 5_000
                gathered += try await part(("Range", "bytes=\(gathered.count)-\(end)")).body
            }
            #expect(gathered == whole.body)
        }
    }

    @Test func `cancelling, removing and listing`() async throws {
        let gate = Gate()
        var family = ToneFamily()
        family.gate = gate
        family.gatePlace = .piece
        try await withJobs(family) { live in
            defer { gate.open() }
            var ids: [String] = []
            for number in 1...3 {
                let job = try await create(live, #"{"input":"Number \#(number)."}"#)
                ids.append(try #require(job["id"]?.string))
            }
            try await eventually("the first runs") {
                try await job(live, ids[0])["status"]?.string == "running"
            }
            let early = try await fetch(live.port, "/v1/jobs/\(ids[0])/audio")
            #expect(early.status == 409)
            #expect(early.error("code") == "job_not_done")
            for id in ids.prefix(2) {
                let answer = try await fetch(live.port, "/v1/jobs/" + id, method: "DELETE")
                #expect(answer.status == 200)
                #expect(try JSON.parse(answer.body)["status"]?.string == "cancelled")
            }
            let page = try JSON.parse(
                try await fetch(live.port, "/v1/jobs?limit=2&after=\(ids[2])").body)
            #expect(page["has_more"] == .flag(false))
            guard case .list(let jobs) = page["data"] else {
                Issue.record("no list")
                return
            }
            #expect(jobs.map { $0["id"]?.string } == [ids[1], ids[0]])
            gate.open()
            #expect(try await finished(live, ids[2])["status"]?.string == "completed")
            for _ in 0..<2 {
                let answer = try await fetch(live.port, "/v1/jobs/\(ids[2])", method: "DELETE")
                let again = answer.status == 404
                #expect(again || answer.status == 200)
                if again { #expect(answer.error("code") == "job_not_found") }
            }
            #expect(try await fetch(live.port, "/v1/jobs/\(ids[2])/audio").status == 404)
        }
    }

    @Test(arguments: [
        (#"{"input":""}"#, 400, "input"), (#"{}"#, 400, "input"), (#"[]"#, 400, nil),
        (#"{"input":"Hi.","voice":"nobody"}"#, 404, "voice"),
        (#"{"input":"Hi.","response_format":"aiff"}"#, 400, "response_format"),
        (#"{"input":"Hi.","speed":9}"#, 400, "speed"),
        (#"{"input":"Hi.","lufs":3}"#, 400, "lufs"),
        (#"{"input":"<speak>","text_format":"ssml"}"#, 400, "input"),
        (#"{"input":"Hi.","profile":"slow"}"#, 400, "profile"),
        (#"{"input":"Hi.","voice":"tone/low","language":"ru"}"#, 422, "language"),
        (#"{"input":3}"#, 400, "input"),
    ])
    func `what can't be is refused by field`(
        body: String, status: Int, field: String?
    ) async throws {
        try await withJobs { live in
            let answer = try await fetch(live.port, "/v1/jobs", json: body)
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.error("param") == field, "\(answer.text)")
            let list = try JSON.parse(try await fetch(live.port, "/v1/jobs").body)
            #expect(list["data"] == .list([]))
        }
    }

    @Test func `a job that fails says why`() async throws {
        let fault = Fault(.batchFailure(.failed("the hum is broken")))
        try await withJobs(ToneFamily(faults: [fault])) { live in
            let id = try #require(try await create(live, Self.body)["id"]?.string)
            let job = try await finished(live, id)
            #expect(job["status"]?.string == "failed")
            #expect(job["error"]?["message"]?.string?.contains("the hum is broken") == true)
            #expect(job["audio"] == .null)
            let answer = try await fetch(live.port, "/v1/jobs/\(id)/audio")
            #expect(answer.status == 409)
            #expect(answer.error("code") == "job_has_no_audio")
        }
    }

    @Test func `a server without jobs says so`() async throws {
        try await LiveServer.with { live in
            for path in ["/v1/jobs", "/v1/jobs/x", "/v1/jobs/x/audio"] {
                let answer = try await fetch(live.port, path)
                #expect(answer.status == 404)
                #expect(answer.error("code") == "jobs_are_off")
            }
        }
    }

    @Test func `a folder that can't be used is told at start`() async throws {
        var settings = Settings()
        settings.server.data = "/dev/null"
        let engine = try SpeechEngine(settings, families: [ToneFamily().entry()])
        #expect(throws: ServerError.self) {
            try SpeechServer(engine, version: "0", logger: SpeechServer.logger(settings.server))
        }
    }
}

/// A data folder for one test.
final class DataFolderForTests: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/syrinx-data-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ClientError.system("mkdtemp", errno) }
        path = template.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
    }

    deinit { system("rm -rf '\(path)'") }
}
