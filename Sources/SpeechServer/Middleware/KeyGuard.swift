import HTTPTypes
import Hummingbird

/// Lets in who shows a key, where the server has keys.
struct KeyGuard: RouterMiddleware {
    typealias Context = ServerContext

    let keys: AccessKeys

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard keys.isNeeded, !Self.isOpen(request.uri.path) else {
            return try await next(request, context)
        }
        try keys.check(Self.key(of: request.headers))
        return try await next(request, context)
    }

    /// What a browser or an orchestrator asks for before anybody could show a key.
    static func isOpen(_ path: String) -> Bool {
        switch path {
        case "/", "/convert", "/compare", "/stats", "/favicon.ico", "/health", "/ready",
            "/docs", "/openapi.json", "/api/options":
            true
        default: path.hasPrefix("/app/")
        }
    }

    /// The key that a request shows: as a bearer token, or as other speech services have it.
    static func key(of headers: HTTPFields) -> String? {
        if let authorization = headers[.authorization] {
            let parts = authorization.split(separator: " ", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == "bearer" { return String(parts[1]) }
        }
        return headers[.forwardedKey] ?? headers[.elevenLabsKey]
    }
}

/// The keys that open the server.
struct AccessKeys: Sendable {
    private let keys: [[UInt8]]

    init(_ keys: [String]) { self.keys = keys.map { Array($0.utf8) } }

    /// Whether a key must be shown.
    var isNeeded: Bool { !keys.isEmpty }

    /// - Throws: ``APIError`` 401 where the key is missing or wrong.
    func check(_ key: String?) throws(APIError) {
        guard isNeeded else { return }
        guard let key else {
            throw Self.refusal("a key is needed; send it as 'Authorization: Bearer KEY'")
        }
        guard isKnown(key) else { throw Self.refusal("the key is not one of this server's") }
    }

    /// Compares with every key in a time that doesn't tell how much of one is right.
    func isKnown(_ key: String) -> Bool {
        let given = Array(key.utf8)
        var isKnown: UInt8 = 0
        for known in keys {
            var difference = UInt8(truncatingIfNeeded: known.count ^ given.count)
            difference |= known.count == given.count ? 0 : 1
            for index in given.indices {
                difference |= given[index] ^ (index < known.count ? known[index] : 0)
            }
            isKnown |= difference == 0 ? 1 : 0
        }
        return isKnown == 1
    }

    private static func refusal(_ message: String) -> APIError {
        APIError(
            status: .unauthorized, kind: .authentication, message: message,
            code: "invalid_api_key")
    }
}
