import Glibc
import NIOCore
import NIOSSL
import SpeechEngine
import Synchronization

/// The certificate and the key that the server shows to its clients, out of the files that
/// the settings name. They can be read again while it runs.
final class TLSIdentity: Sendable {
    private struct Pair: Sendable {
        var chain: [NIOSSLCertificate]
        var key: NIOSSLPrivateKey
    }

    private static let certificateSetting = "server.tls_certificate"
    private static let keySetting = "server.tls_key"
    /// More than any chain has; what is larger is some other file.
    private static let largestFile = 1 << 20

    private let certificatePath: String
    private let keyPath: String
    private let current: Mutex<Pair>

    /// The identity of the settings; nil where they name no files.
    ///
    /// - Throws: ``ServerError`` that names the setting: where only one file is named, or one
    ///   can't be read, is no PEM file, has expired, or they don't belong together.
    static func of(_ settings: ServerSettings) throws(ServerError) -> TLSIdentity? {
        switch (settings.tlsCertificate, settings.tlsKey) {
        case (nil, nil): return nil
        case (let certificate?, let key?):
            return try TLSIdentity(certificate: certificate, key: key)
        case (_?, nil):
            throw .settings(
                name: keySetting, reason: "TLS needs the key, too; \(certificateSetting) is set")
        case (nil, _?):
            throw .settings(
                name: certificateSetting,
                reason: "TLS needs the certificate, too; "
                    + "\(keySetting) is set")
        }
    }

    private init(certificate: String, key: String) throws(ServerError) {
        certificatePath = certificate
        keyPath = key
        current = Mutex(try Self.pair(certificate, key))
    }

    /// Reads the files again; clients who come later see what is in them now.
    ///
    /// - Throws: ``ServerError`` as at the start; what was shown until now stays then.
    func reload() throws(ServerError) {
        let pair = try Self.pair(certificatePath, keyPath)
        current.withLock { $0 = pair }
    }

    /// How connections are made: TLS 1.2 or later, HTTP/1.1.
    var configuration: TLSConfiguration {
        var configuration = Self.configuration(current.withLock { $0 })
        configuration.sslContextCallback = { [weak self] _, promise in
            var override = NIOSSLContextConfigurationOverride()
            if let pair = self?.current.withLock({ $0 }) {
                override.certificateChain = pair.chain.map { .certificate($0) }
                override.privateKey = .privateKey(pair.key)
            }
            promise.succeed(override)
        }
        return configuration
    }

    private static func configuration(_ pair: Pair) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: pair.chain.map { .certificate($0) },
            privateKey: .privateKey(pair.key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }

    private static func pair(
        _ certificatePath: String, _ keyPath: String
    ) throws(ServerError) -> Pair {
        let chain = try chain(certificatePath)
        let key = try key(keyPath)
        let pair = Pair(chain: chain, key: key)
        do {
            _ = try NIOSSLContext(configuration: configuration(pair))
        } catch {
            throw .settings(
                name: keySetting,
                reason: "the key in \(keyPath) is not that of the certificate in "
                    + certificatePath)
        }
        return pair
    }

    private static func chain(_ path: String) throws(ServerError) -> [NIOSSLCertificate] {
        let bytes = try bytes(path, certificateSetting)
        let chain = (try? NIOSSLCertificate.fromPEMBytes(bytes)) ?? []
        guard let first = chain.first else {
            throw .settings(
                name: certificateSetting,
                reason: "\(path) holds no certificate in PEM (-----BEGIN CERTIFICATE-----)")
        }
        let now = time(nil)
        guard first.notValidAfter > now else {
            throw .settings(
                name: certificateSetting,
                reason: "the certificate in \(path) expired on \(day(first.notValidAfter)); "
                    + "renew it")
        }
        guard first.notValidBefore <= now else {
            throw .settings(
                name: certificateSetting,
                reason: "the certificate in \(path) is not valid before "
                    + "\(day(first.notValidBefore)); is this machine's clock right?")
        }
        return chain
    }

    private static func key(_ path: String) throws(ServerError) -> NIOSSLPrivateKey {
        let bytes = try bytes(path, keySetting)
        if bytes.contains(Array("ENCRYPTED".utf8)) {
            throw .settings(
                name: keySetting,
                reason: "the key in \(path) is encrypted; the server has no one to ask for the "
                    + "password (openssl pkey -in … -out … removes it)")
        }
        do {
            return try NIOSSLPrivateKey(bytes: bytes, format: .pem)
        } catch {
            throw .settings(
                name: keySetting,
                reason: "\(path) holds no private key in PEM (-----BEGIN PRIVATE KEY-----)")
        }
    }

    private static func bytes(_ path: String, _ setting: String) throws(ServerError) -> [UInt8] {
        // A pipe without a writer must not hold the start.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            throw .settings(
                name: setting, reason: "can't read \(path): \(String(cString: strerror(errno)))")
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= largestFile {
            let count = read(file, &buffer, buffer.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .settings(
                    name: setting,
                    reason: "can't read \(path): \(String(cString: strerror(errno)))")
            }
            bytes += buffer[..<count]
        }
        throw .settings(name: setting, reason: "\(path) is too large for a PEM file")
    }

    private static func day(_ time: time_t) -> String {
        var time = time
        var parts = tm()
        gmtime_r(&time, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1_900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    }
}
