import HTTPTypes
import Hummingbird

/// Keeps pages of other origins away from the voices.
///
/// A browser sends a page's simple requests to any host without asking, this machine
/// included; what tells is the `Origin` field, and against names that were made to point
/// here (DNS rebinding) the `Host` field.
struct OriginGuard: RouterMiddleware {
    typealias Context = ServerContext

    let rules: OriginRules

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let origin = request.headers[.origin]
        try rules.check(origin: origin, host: request.head.authority)
        guard request.method == .options, request.headers[.accessControlRequestMethod] != nil
        else { return try await next(request, context) }
        guard let origin, rules.isListed(origin) else {
            throw OriginRules.refusal(origin ?? "")
        }
        var response = Response(status: .noContent)
        response.headers[.accessControlAllowMethods] = "GET, HEAD, POST, DELETE"
        // A listed page may send what it likes, as its clients have fields of their own.
        response.headers[.accessControlAllowHeaders] =
            request.headers[.accessControlRequestHeaders]
        response.headers[.accessControlMaxAge] = "600"
        return response
    }
}

/// Which origins and hosts are served.
struct OriginRules: Sendable {
    /// Origins of other pages that may use the server; `*` means any.
    let origins: [String]
    /// Whether only names of this machine are taken as `Host`.
    let isLocalOnly: Bool

    /// - Throws: ``APIError`` 403 for a page of another origin, or a name that is not
    ///   this machine's.
    func check(origin: String?, host: String?) throws(APIError) {
        if isLocalOnly, let host, !Self.isLocal(Self.name(ofHost: host)) {
            throw .invalid(
                nil,
                "'\(host)' is not a name of this machine; call it localhost, or set "
                    + "server.host and a key", code: "host_not_allowed", status: .forbidden)
        }
        guard let origin else { return }
        if isListed(origin) { return }
        guard let host, Self.authority(ofOrigin: origin) == host.lowercased() else {
            throw Self.refusal(origin)
        }
    }

    /// Lets pages of a listed origin read an answer, errors included.
    func open(_ response: inout Response, to origin: String?) {
        guard let origin, isListed(origin) else { return }
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = "*"
        response.headers[.vary] = "Origin"
    }

    /// Whether the settings list an origin.
    func isListed(_ origin: String) -> Bool {
        origins.contains("*") || origins.contains(origin)
    }

    static func refusal(_ origin: String) -> APIError {
        .invalid(
            nil,
            "pages of '\(origin)' may not use this server; server.cors_origins lists those "
                + "that may", code: "origin_not_allowed", status: .forbidden)
    }

    /// The authority of an origin such as `http://localhost:8880`.
    static func authority(ofOrigin origin: String) -> String? {
        guard let colon = origin.firstRange(of: "://") else { return nil }
        return String(origin[colon.upperBound...]).lowercased()
    }

    /// A host's name without its port.
    static func name(ofHost host: String) -> String {
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            return String(host[host.index(after: host.startIndex)..<end])
        }
        return String(host.prefix { $0 != ":" })
    }

    /// Whether a name or an address is this machine's own and nobody else can reach it.
    static func isLocal(_ name: String) -> Bool {
        let name = name.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
