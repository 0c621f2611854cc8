import AudioFile
import Hummingbird
import SpeechEngine
import SpeechJobs
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText
import Testing

@testable import SpeechServer

/// The OpenAPI document against the server that it describes.
@Suite(.timeLimit(.minutes(5))) struct OpenAPITests {
    private static func document(needsKey: Bool = false) throws -> OpenAPIDocument {
        try OpenAPIDocument(
            version: "1.2.3", profiles: Profile.builtIn.map(\.name), needsKey: needsKey)
    }

    /// `METHOD /path` of everything that the router has.
    private static func routes() throws -> Set<String> {
        var settings = Settings()
        settings.server.port = 0
        settings.server.jobWorkers = 0
        let engine = try SpeechEngine(settings, families: [ToneFamily("tone").entry()])
        let server = try SpeechServer(
            engine, version: "0", logger: SpeechServer.logger(settings.server))
        let service = SpeechService(
            engine: engine, admission: Admission(settings.server), ledger: RequestLedger())
        let router = try server.routes(service, Readiness(), server.door(service))
        return RouteReader.routes(of: router)
    }

    @Test func `every route is described, and every described path is there`() throws {
        let described = Set(
            try Self.document().operations.map { $0.method.uppercased() + " " + $0.path })
        let routes = try Self.routes()
        #expect(routes.count > 12)
        #expect(routes.subtracting(described).isEmpty)
        #expect(described.subtracting(routes).isEmpty)
    }

    @Test func `references lead somewhere, and names are given once`() throws {
        let document = try Self.document()
        var identifiers: Set<String> = []
        for operation in document.operations {
            let name = operation.json.at("operationId")?.words ?? ""
            #expect(!name.isEmpty && identifiers.insert(name).inserted)
            #expect(operation.json.at("summary")?.words?.isEmpty == false)
            let tags = document.json.at("tags")?.entries.compactMap { $0.at("name") } ?? []
            #expect(operation.json.at("tags")?.entries.allSatisfy(tags.contains) == true)
        }
        func check(_ value: JSON) {
            if value.at("$ref") != nil {
                #expect(document.resolved(value).at("$ref") == nil, "\(value.text)")
            }
            for entry in value.entries { check(entry) }
            for (key, member) in value.members {
                if key == "required", case .list(let names) = member {
                    let properties = value.at("properties")?.members ?? [:]
                    for name in names.compactMap(\.words) where value.at("properties") != nil {
                        #expect(properties[name] != nil, "required '\(name)' is no property")
                    }
                }
                check(member)
            }
        }
        check(document.json)
    }

    @Test func `lists of values are the program's own`() throws {
        let schemas = try Self.document().json.at("components")?.at("schemas")
        func values(_ name: String) -> Set<String> {
            Set(schemas?.at(name)?.at("enum")?.entries.compactMap(\.words) ?? [])
        }
        #expect(values("AudioFormat") == Set(AudioFileFormat.allCases.map(\.rawValue)))
        #expect(values("TextFormat") == Set(TextFormat.allCases.map(\.rawValue)))
        #expect(values("Profile") == Set(Profile.builtIn.map(\.name)))
        let states = schemas?.at("Request")?.at("properties")?.at("state")?.at("enum")?.entries
        #expect(states?.compactMap(\.words) == ["running", "done", "error", "cancelled"])
        let jobs = schemas?.at("Job")?.at("properties")?.at("status")?.at("enum")?.entries
        #expect(jobs?.compactMap(\.words) == Job.State.allCases.map(\.rawValue))
    }

    @Test func `what a server says of itself is its own`() throws {
        let open = try Self.document()
        #expect(open.json.at("info")?.at("version")?.words == "1.2.3")
        #expect(open.json.at("security")?.entries.contains(.object([:])) == true)
        let closed = try Self.document(needsKey: true)
        #expect(closed.json.at("security")?.entries.contains(.object([:])) == false)
        #expect(closed.json.at("security")?.entries.count == 2)
    }

    @Test func `answers are as they are described`() async throws {
        let document = try Self.document()
        try await LiveServer.with { live in
            _ = try await fetch(
                live.port, "/api/tts", json: #"{"text":"Hello.","voice":"tone/low"}"#)
            for path in [
                "/v1/models", "/v1/models/tts-1", "/v1/audio/voices", "/api/options",
                "/api/tts/stats", "/health",
            ] {
                let answer = try await fetch(live.port, path)
                #expect(answer.status == 200)
                let described = path.replacing("/tts-1", with: "/{id}")
                let schema = document.operations.first { $0.path == described }?.json
                    .at("responses")?.at("200")?.at("content")?.at("application/json")?.at("schema")
                let complaints = SchemaCheck(document: document)
                    .complaints(try JSON.parse(answer.body), try #require(schema), at: path)
                #expect(complaints.isEmpty)
            }
            let wrong = try await fetch(live.port, "/v1/models/nothing")
            let error = document.json.at("components")?.at("schemas")?.at("Error")
            #expect(
                SchemaCheck(document: document)
                    .complaints(try JSON.parse(wrong.body), try #require(error), at: "error")
                    .isEmpty)
        }
    }

    @Test func `jobs are as they are described`() async throws {
        let document = try Self.document()
        let folder = TestFolder()
        let data = folder.path
        try await LiveServer.with {
            $0.server.jobWorkers = 1
            $0.server.data = data
        } use: { live in
            let made = try await fetch(
                live.port, "/v1/jobs", json: #"{"input":"Hello.","voice":"tone/low"}"#)
            #expect(made.status == 201)
            let id = try JSON.parse(made.body).at("id")?.words ?? ""
            var job = JSON.null
            for _ in 0..<500 where job.at("status")?.words != "completed" {
                let answer = try await fetch(live.port, "/v1/jobs/\(id)")
                job = try JSON.parse(answer.body)
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(job.at("status")?.words == "completed")
            let schema = try #require(
                document.json.at("components")?.at("schemas")?.at("Job"))
            let check = SchemaCheck(document: document)
            #expect(check.complaints(job, schema, at: "job").isEmpty)
            #expect(check.complaints(try JSON.parse(made.body), schema, at: "job").isEmpty)
            let metrics = try await fetch(live.port, "/metrics").text
            #expect(metrics.contains("syrinx_jobs{state=\"completed\"} 1\n"))
            #expect(metrics.contains("syrinx_jobs{state=\"queued\"} 0\n"))
        }
    }

    @Test func `the checker of answers is able to complain`() throws {
        let check = SchemaCheck(document: try Self.document())
        let reference = JSON.object(["$ref": .text("#/components/schemas/ErrorContent")])
        #expect(!check.complaints(.object([:]), reference, at: "").isEmpty)
        #expect(!check.complaints(.text("no"), reference, at: "").isEmpty)
        let extra = JSON.object([
            "message": .text(""), "type": .text("server_busy"), "param": .null, "code": .null,
            "more": .flag(true),
        ])
        #expect(check.complaints(extra, reference, at: "") == ["/more: not described"])
    }

    @Test func `the page shows every path, and loads only what the server has`() async throws {
        let document = try Self.document()
        try await LiveServer.with { live in
            let answer = try await fetch(live.port, "/docs")
            #expect(answer.status == 200)
            for operation in document.operations {
                #expect(answer.text.contains("<code>\(operation.path)</code>"))
            }
            let loaded = answer.text.matches(of: /(?:href|src)="(\/app\/[^"]+)"/).map { $0.1 }
            #expect(loaded.count >= 4)
            for path in loaded {
                #expect(try await fetch(live.port, String(path)).status == 200)
            }
            #expect(!answer.text.contains("://"))
            #expect(!answer.text.contains("<style") && !answer.text.contains("onclick"))
            #expect(try await fetch(live.port, "/openapi.json").status == 200)
        }
    }

    @Test func `text in the page stays text`() {
        #expect(
            HTML.prose("a <b> & `x \"y\"`").markup
                == "a &lt;b&gt; &amp; <code>x &quot;y&quot;</code>")
    }
}

/// The routes of a router, read out of its innards: it has no list of them.
private enum RouteReader {
    static func routes(of router: Any) -> Set<String> {
        var routes: Set<String> = []
        visit(router, depth: 0) { path, methods in
            let path =
                "/"
                + path.split(separator: "/").map { part in
                    part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part)
                }.joined(separator: "/")
            for method in methods { routes.insert("\(method) \(path)") }
        }
        return routes
    }

    private static func visit(
        _ value: Any, depth: Int, _ found: (String, [String]) -> Void
    ) {
        guard depth < 40 else { return }
        let mirror = Mirror(reflecting: value)
        if String(describing: type(of: value)).hasPrefix("EndpointResponders") {
            let parts = Dictionary(
                mirror.children.map { ($0.label ?? "", $0.value) },
                uniquingKeysWith: { first, _ in first })
            let methods = parts["methods"].map { Mirror(reflecting: $0).children } ?? .init([])
            let names = methods.compactMap { entry -> String? in
                Mirror(reflecting: entry.value).children.first.map { "\($0.value)" }
            }
            found(parts["path"].map { "\($0)" } ?? "", names)
            return
        }
        for child in mirror.children where child.label != "middlewares" {
            visit(child.value, depth: depth + 1, found)
        }
    }
}

/// Checks values against the few words of JSON Schema that the document uses.
private struct SchemaCheck {
    let document: OpenAPIDocument

    func complaints(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
        let schema = document.resolved(schema)
        if let choices = schema.at("anyOf")?.entries {
            let best = choices.map { complaints(value, $0, at: place) }
                .min { $0.count < $1.count }
            return best ?? []
        }
        let types: [String] =
            switch schema.at("type") {
            case .text(let name): [name]
            case .list(let names): names.compactMap(\.words)
            default: []
            }
        var found: [String] = []
        if !types.isEmpty, !types.contains(where: { fits(value, $0) }) {
            return ["\(place): \(value.kind) is none of \(types)"]
        }
        if let values = schema.at("enum")?.entries, !values.contains(value) {
            found.append("\(place): \(value.text) is none of the values")
        }
        if let only = schema.at("const"), only != value {
            found.append("\(place): \(value.text) is not \(only.text)")
        }
        if case .number(let number) = value {
            if case .number(let least)? = schema.at("minimum"), number < least {
                found.append("\(place): too small")
            }
            if case .number(let most)? = schema.at("maximum"), number > most {
                found.append("\(place): too large")
            }
        }
        if let items = schema.at("items") {
            for entry in value.entries { found += complaints(entry, items, at: place + "[]") }
        }
        if let properties = schema.at("properties")?.members {
            for (key, member) in value.members {
                let inner = place + "/" + key
                if let property = properties[key] {
                    found += complaints(member, property, at: inner)
                } else if schema.at("additionalProperties") == nil {
                    found.append("\(inner): not described")
                }
            }
            for name in schema.at("required")?.entries.compactMap(\.words) ?? []
            where value.at(name) == nil {
                found.append("\(place)/\(name): missing")
            }
        }
        return found
    }

    private func fits(_ value: JSON, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.flag, "boolean"), (.number, "number"), (.text, "string"),
            (.list, "array"), (.object, "object"):
            true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }
}
