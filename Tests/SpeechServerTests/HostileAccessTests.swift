import SpeechEngine
import Testing

@testable import SpeechServer

/// Who may use the server.
@Suite(.timeLimit(.minutes(5))) struct HostileAccessTests {
    @Test func `without a key only what is open answers`() async throws {
        try await LiveServer.with(changing: { $0.server.apiKeys = ["a-secret", "another"] }) {
            live in
            for path in [
                "/", "/health", "/ready", "/api/options", "/stats", "/compare", "/convert",
            ] {
                #expect(try await fetch(live.port, path).status != 401)
            }
            for path in ["/v1/models", "/v1/audio/voices", "/api/tts/stats", "/nowhere"] {
                let answer = try await fetch(live.port, path)
                #expect(answer.status == 401)
                #expect(answer.error("code") == "invalid_api_key")
                #expect(answer["www-authenticate"] == "Bearer")
            }
            #expect(try await live.speak("Hello.").status == 401)
        }
    }

    @Test(arguments: [
        ("Authorization", "Bearer a-secret"), ("Authorization", "bearer a-secret"),
        ("Authorization", "Bearer another"), ("X-Api-Key", "a-secret"),
        ("Xi-Api-Key", "another"),
    ])
    func `every way to show a key is known`(name: String, value: String) async throws {
        try await LiveServer.with(changing: { $0.server.apiKeys = ["a-secret", "another"] }) {
            live in
            let answer = try await live.speak("Hello.", fields: [(name, value)])
            #expect(answer.status == 200)
        }
    }

    @Test(arguments: [
        ("Authorization", "Bearer a-secre"), ("Authorization", "Bearer a-secret2"),
        ("Authorization", "Bearer"), ("Authorization", "Bearer "), ("Authorization", "a-secret"),
        ("Authorization", "Basic YS1zZWNyZXQ="), ("X-Api-Key", ""), ("X-Api-Key", "A-SECRET"),
        ("Cookie", "key=a-secret"),
    ])
    func `nothing else opens`(name: String, value: String) async throws {
        try await LiveServer.with(changing: { $0.server.apiKeys = ["a-secret"] }) { live in
            let answer = try await live.speak("Hello.", fields: [(name, value)])
            #expect(answer.status == 401)
            #expect(!answer.text.contains("a-secret"))
        }
    }

    @Test(arguments: [
        ("one\ntwo\n", ["one", "two"]), ("# of the laptop\r\n  one \n\n", ["one"]), ("", nil),
        ("# none\n", nil), ("one two\n", nil),
    ])
    func `a file of keys has one on each line`(text: String, keys: [String]?) throws {
        let folder = TestFolder()
        var settings = ServerSettings()
        settings.apiKeyFile = try folder.write(text, "keys")
        let read = try? AccessKeys.of(settings)
        #expect((read == nil) == (keys == nil))
        for key in keys ?? [] { #expect(read?.isKnown(key) == true) }
        for word in ["#", "of", "the", "laptop"] { #expect(read?.isKnown(word) != true) }
    }

    @Test func `who makes up keys stays one client`() async throws {
        try await LiveServer.with(changing: { $0.server.clientRate = 2 }) { live in
            for (number, status) in [200, 200, 429].enumerated() {
                let field = ("X-Api-Key", "made-up-\(number)")
                let answer = try await live.speak("Hello.", fields: [field])
                #expect(answer.status == status)
            }
        }
    }

    @Test func `a key in the address opens nothing`() async throws {
        try await LiveServer.with(changing: { $0.server.apiKeys = ["a-secret"] }) { live in
            for query in ["api_key=a-secret", "key=a-secret", "xi-api-key=a-secret"] {
                let answer = try await fetch(live.port, "/v1/models?" + query)
                #expect(answer.status == 401)
            }
        }
    }

    @Test(arguments: [
        "http://evil.example", "https://evil.example:8880", "null", "http://localhost.evil.example",
        "http://127.0.0.1.evil.example", "http://localhost:1", "file://", "",
    ])
    func `pages of others are refused`(origin: String) async throws {
        try await LiveServer.with { live in
            let answer = try await live.speak("Hello.", fields: [("Origin", origin)])
            #expect(answer.status == 403)
            #expect(answer.error("code") == "origin_not_allowed")
            #expect(answer["access-control-allow-origin"] == nil)
        }
    }

    @Test func `the server's own page is served`() async throws {
        try await LiveServer.with { live in
            for host in ["localhost:\(live.port)", "127.0.0.1:\(live.port)"] {
                let answer = try await live.speak(
                    "Hello.", fields: [("Host", host), ("Origin", "http://" + host)])
                #expect(answer.status == 200)
                #expect(answer["access-control-allow-origin"] == nil)
            }
        }
    }

    @Test(arguments: [
        "evil.example", "evil.example:8880", "127.0.0.1.evil.example", "localhost.evil.example",
        "192.168.1.1", "[2001:db8::1]", "1.127.0.0", "127.0.0.256",
    ])
    func `names that were made to point here are refused`(host: String) async throws {
        try await LiveServer.with { live in
            let answer = try await live.speak("Hello.", fields: [("Host", host)])
            #expect(answer.status == 403)
            #expect(answer.error("code") == "host_not_allowed")
        }
    }

    @Test func `listed origins may, and are told so`() async throws {
        try await LiveServer.with(changing: { $0.server.corsOrigins = ["https://friend.example"] })
        { live in
            let asked = try await fetch(
                live.port, "/v1/audio/speech", method: "OPTIONS",
                [
                    ("Origin", "https://friend.example"),
                    ("Access-Control-Request-Method", "POST"),
                    ("Access-Control-Request-Headers", "content-type, xi-api-key"),
                ])
            #expect(asked.status == 204)
            #expect(asked["access-control-allow-origin"] == "https://friend.example")
            #expect(asked["access-control-allow-headers"] == "content-type, xi-api-key")
            let answer = try await live.speak(
                "Hello.", fields: [("Origin", "https://friend.example")])
            #expect(answer.status == 200)
            #expect(answer["access-control-allow-origin"] == "https://friend.example")
            #expect(answer["vary"]?.contains("Origin") == true)
            let foe = try await fetch(
                live.port, "/v1/audio/speech", method: "OPTIONS",
                [("Origin", "https://foe.example"), ("Access-Control-Request-Method", "POST")])
            #expect(foe.status == 403)
            #expect(foe["access-control-allow-origin"] == nil)
        }
    }

    @Test func `errors tell listed origins, too`() async throws {
        try await LiveServer.with(changing: {
            $0.server.corsOrigins = ["https://friend.example"]
            $0.server.apiKeys = ["a-secret"]
        }) { live in
            let origin = ("Origin", "https://friend.example")
            let refused = try await live.speak("Hello.", fields: [origin])
            #expect(refused.status == 401)
            #expect(refused["access-control-allow-origin"] == "https://friend.example")
            let asked = try await fetch(
                live.port, "/v1/audio/speech", method: "OPTIONS",
                [origin, ("Access-Control-Request-Method", "POST")])
            #expect(asked.status == 204)
        }
    }
}
