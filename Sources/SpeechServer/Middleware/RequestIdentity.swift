import HTTPTypes
import Hummingbird
import Logging

/// The outermost layer: gives every request its ID, turns every error into an answer of
/// one shape, and sees to its line in the log.
struct RequestIdentity: RouterMiddleware {
    typealias Context = ServerContext

    let log: AccessLog
    let keys: AccessKeys
    let origins: OriginRules

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        let id = Self.sound(request.headers[.requestID]) ?? Self.fresh()
        context.requestID = id
        context.client = ClientName.of(KeyGuard.key(of: request.headers), keys, context.channel)
        context.logger[metadataKey: "request"] = "\(id)"
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as APIError {
            context.note.add(error)
            response = error.response
        } catch let error as HTTPError {
            response = APIError(error, request).response
        } catch {
            context.logger.error("request failed", metadata: ["reason": "\(error)"])
            response = APIError.failure("the server failed; its log has the reason").response
        }
        // Bytes of a body would be taken for the next answer.
        if request.method == .head { response = response.createHeadResponse() }
        response.headers[.requestID] = id
        response.headers[.xContentTypeOptions] = "nosniff"
        origins.open(&response, to: request.headers[.origin])
        return log.noted(response, to: request, context, since: start)
    }

    /// A client's own ID, where it can stand in a header and a log.
    static func sound(_ id: String?) -> String? {
        guard let id, (1...64).contains(id.utf8.count),
            id.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F
            })
        else { return nil }
        return id
    }

    /// A new ID.
    static func fresh() -> String {
        let number = String(UInt64.random(in: 0 ... .max), radix: 16)
        return "req_" + String(repeating: "0", count: 16 - number.count) + number
    }
}

extension APIError {
    /// What the router found wrong.
    init(_ error: HTTPError, _ request: Request) {
        switch error.status {
        case .notFound:
            self = .notFound(
                nil, "there is nothing at \(request.uri.path); GET /docs lists what there is",
                code: "not_found")
        case .contentTooLarge:
            self = .invalid(
                nil, "the body is too large; divide it or raise server.max_body",
                code: "body_too_large", status: .contentTooLarge)
        case let status where status.code < 500:
            self = .invalid(nil, error.body ?? "the request is wrong", status: status)
        default: self = .failure(error.body ?? "the server failed; its log has the reason")
        }
    }
}
