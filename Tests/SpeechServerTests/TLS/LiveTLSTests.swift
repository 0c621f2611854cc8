import Glibc
import SpeechEngine
import Testing

@testable import SpeechServer

/// A server with TLS, asked by OpenSSL's own client.
@Suite(.timeLimit(.minutes(5))) struct LiveTLSTests {
    private static let openssl: String? = ["/usr/bin/openssl", "/usr/local/bin/openssl"]
        .first { access($0, X_OK) == 0 }

    private static func with(
        _ use: (LiveServer, TestFolder) async throws -> Void
    ) async throws {
        let folder = TestFolder()
        let certificate = try folder.write(TestCertificates.certificate, "certificate.pem")
        let key = try folder.write(TestCertificates.key, "key.pem")
        try await LiveServer.with { settings in
            settings.server.tlsCertificate = certificate
            settings.server.tlsKey = key
        } use: { live in
            try await use(live, folder)
        }
    }

    /// Sends bytes to the server; returns what OpenSSL's client prints.
    private static func ask(
        _ port: Int, _ bytes: [UInt8], _ options: [String] = []
    ) async throws -> Program.Output {
        let openssl = try #require(Self.openssl)
        return try await onThread {
            try Program.run(
                [openssl, "s_client", "-connect", "127.0.0.1:\(port)", "-ign_eof"] + options, bytes)
        }
    }

    private static let health = Array(
        "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)

    @Test(.enabled(if: openssl != nil, "openssl is not installed"))
    func `a client that knows the certificate is answered`() async throws {
        try await Self.with { live, folder in
            let output = try await Self.ask(
                live.port, Self.health,
                [
                    "-CAfile", folder.path + "/certificate.pem", "-verify_return_error",
                    "-verify_hostname", "localhost",
                ])
            #expect(output.text.contains("HTTP/1.1 200 OK"))
            #expect(output.text.contains(#"{"status":"ok"}"#))
            // And one who doesn't won't be.
            let other = try folder.write(TestCertificates.otherCertificate, "other.pem")
            let refused = try await Self.ask(
                live.port, Self.health, ["-CAfile", other, "-verify_return_error"])
            #expect(!refused.text.contains("HTTP/1.1 200 OK"))
        }
    }

    @Test(
        .enabled(if: openssl != nil, "openssl is not installed"),
        arguments: [("-tls1_1", false), ("-tls1_2", true), ("-tls1_3", true)])
    func `versions before 1.2 are refused`(version: String, isServed: Bool) async throws {
        try await Self.with { live, _ in
            let output = try await Self.ask(
                live.port, Self.health, [version, "-cipher", "ALL:@SECLEVEL=0"])
            #expect(output.text.contains("HTTP/1.1 200 OK") == isServed)
        }
    }

    @Test func `a client without TLS gets no answer, and others still do`() async throws {
        try await Self.with { live, _ in
            let bytes = try await onThread {
                let connection = try Connection(port: live.port)
                try connection.request("GET", "/health")
                return try connection.takeAll()
            }
            #expect(!String(decoding: bytes, as: UTF8.self).contains("200"))
            if Self.openssl != nil {
                let output = try await Self.ask(live.port, Self.health)
                #expect(output.text.contains("200 OK"))
            }
        }
    }
}
