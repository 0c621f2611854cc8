import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Who gets a WebSocket: checks what the layers of HTTP check, which sockets don't pass.
///
/// Who doesn't get one is answered over HTTP, by those layers.
struct SocketDoor: Sendable {
    let routes: [SocketRoute]
    let origins: OriginRules
    let keys: AccessKeys
    let rates: RateBuckets
    let logger: Logger

    /// What a request is let in to; nil where it gets no socket.
    func admit(
        _ head: HTTPRequestHead, _ channel: any Channel
    ) -> (route: SocketRoute, request: SocketRequest)? {
        guard Self.isSound(head) else { return nil }
        let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts.first ?? "")
        guard
            let (route, parameters) = routes.lazy
                .compactMap({ route in route.match(path).map { (route, $0) } }).first,
            let request = try? HTTPRequest(head, secure: false, splitCookie: false)
        else { return nil }
        let fields = request.headerFields
        let key = KeyGuard.key(of: fields)
        do {
            try origins.check(origin: fields[.origin], host: request.authority)
            // A page can't set fields; its key comes with the first message.
            if key != nil { try keys.check(key) }
        } catch {
            return nil
        }
        let client = ClientName.of(key, keys, channel)
        guard rates.take(client) == nil else { return nil }
        let id = RequestIdentity.sound(fields[.requestID]) ?? RequestIdentity.fresh()
        var logger = logger
        logger[metadataKey: "request"] = "\(id)"
        logger.info(
            "socket opened", metadata: ["path": "\(route.pattern)", "client": "\(client)"])
        return (
            route,
            SocketRequest(
                id: id, route: route.pattern, client: client, parameters: parameters,
                query: parts.count > 1 ? PercentCoding.query(parts[1]) : [:],
                needsKey: keys.isNeeded && key == nil, logger: logger)
        )
    }

    /// Whether a request is an opening handshake (RFC 6455, 4.2.1) and nothing more.
    static func isSound(_ head: HTTPRequestHead) -> Bool {
        let headers = head.headers
        guard head.method == .GET, head.version == .http1_1,
            headers[canonicalForm: "connection"].contains(where: {
                $0.lowercased() == "upgrade"
            }),
            headers[canonicalForm: "upgrade"].contains(where: { $0.lowercased() == "websocket" }),
            !headers.contains(name: "transfer-encoding"),
            headers["content-length"].allSatisfy({ $0 == "0" }),
            headers["sec-websocket-version"] == ["13"], headers["sec-websocket-key"].count == 1,
            let key = headers.first(name: "sec-websocket-key"),
            Data(base64Encoded: key)?.count == 16
        else { return false }
        return true
    }

    /// Answers requests over HTTP that got no socket where there is one.
    func add(to router: Router<ServerContext>) {
        for route in routes {
            router.get(RouterPath(route.pattern)) { request, context -> Response in
                if let wait = rates.take(context.client) { throw APIError.tooFast(wait) }
                throw APIError(
                    status: .upgradeRequired, kind: .invalidRequest,
                    message: "there is a WebSocket at \(request.uri.path); ask for it with "
                        + "Upgrade: websocket, Sec-WebSocket-Version: 13 and a "
                        + "Sec-WebSocket-Key, as the first request of a connection",
                    code: "upgrade_required")
            }
        }
    }
}
