import Glibc
import SpeechEngine
import Testing

@testable import SpeechServer

@Suite struct TLSIdentityTests {
    private let folder = TestFolder()

    private func identity(_ certificate: String?, _ key: String?) throws -> TLSIdentity? {
        var settings = ServerSettings()
        settings.tlsCertificate = try certificate.map { try folder.write($0, "certificate.pem") }
        settings.tlsKey = try key.map { try folder.write($0, "key.pem") }
        return try TLSIdentity.of(settings)
    }

    /// What the server says of files that it can't use.
    private func complaint(_ certificate: String?, _ key: String?) -> String {
        do {
            _ = try identity(certificate, key)
            return "none"
        } catch {
            return "\(error)"
        }
    }

    @Test func `a pair that belongs together is taken`() throws {
        #expect(try identity(TestCertificates.certificate, TestCertificates.key) != nil)
        #expect(try identity(nil, nil) == nil)
    }

    @Test func `each thing that can be wrong names its setting`() {
        let certificate = TestCertificates.certificate
        let key = TestCertificates.key
        for (given, setting, words) in [
            ((certificate, nil), "tls_key", "server.tls_certificate is set"),
            ((nil, key), "tls_certificate", "server.tls_key is set"),
            ((certificate, TestCertificates.otherKey), "tls_key", "is not that of"),
            ((TestCertificates.expired, key), "tls_certificate", "expired on 2020-02-03"),
            ((TestCertificates.early, key), "tls_certificate", "not valid before 2090-01-01"),
            (("", key), "tls_certificate", "no certificate in PEM"),
            (("hello", key), "tls_certificate", "no certificate in PEM"),
            ((key, key), "tls_certificate", "no certificate in PEM"),
            ((certificate, certificate), "tls_key", "no private key in PEM"),
            (
                (certificate, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
                "tls_key", "no private key in PEM"
            ),
            ((certificate, TestCertificates.encryptedKey), "tls_key", "is encrypted"),
            ((String(repeating: "x", count: 2 << 20), key), "tls_certificate", "too large"),
        ] as [((String?, String?), String, String)] {
            let complaint = complaint(given.0, given.1)
            #expect(complaint.hasPrefix("server.\(setting): "), "\(complaint)")
            #expect(complaint.contains(words), "\(complaint)")
        }
    }

    @Test func `files that are none are refused at once`() throws {
        var settings = ServerSettings()
        settings.tlsCertificate = folder.path
        settings.tlsKey = folder.path + "/nothing"
        #expect(throws: ServerError.self) { try TLSIdentity.of(settings) }
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        settings.tlsCertificate = pipe
        #expect(throws: ServerError.self) { try TLSIdentity.of(settings) }
    }

    @Test func `a reload that fails leaves what there was`() throws {
        let identity = try #require(
            try identity(TestCertificates.certificate, TestCertificates.key))
        _ = try folder.write(TestCertificates.otherCertificate, "certificate.pem")
        #expect(throws: ServerError.self) { try identity.reload() }
        _ = try folder.write(TestCertificates.otherKey, "key.pem")
        try identity.reload()
    }

    @Test func `a server doesn't begin with files that it can't use`() throws {
        var settings = Settings()
        settings.server.tlsCertificate = "/nowhere/certificate.pem"
        settings.server.tlsKey = "/nowhere/key.pem"
        let engine = try SpeechEngine(settings, families: [])
        #expect(throws: ServerError.self) {
            try SpeechServer(engine, version: "0", logger: SpeechServer.logger(settings.server))
        }
    }
}
