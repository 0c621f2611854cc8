import HTTPTypes

/// Why a client's request can't be done, in the shape of OpenAI's errors.
struct APIError: Error, Sendable, Equatable {
    /// The kinds of error that clients tell apart.
    enum Kind: String, Sendable {
        /// The request is wrong.
        case invalidRequest = "invalid_request_error"
        /// A key is missing or wrong.
        case authentication = "authentication_error"
        /// The client asks too often.
        case rateLimit = "rate_limit_error"
        /// The server has too much to do.
        case busy = "server_busy"
        /// The server failed.
        case server = "server_error"
    }

    var status: HTTPResponse.Status
    var kind: Kind
    /// What is wrong and the remedy.
    var message: String
    /// The field that is wrong.
    var parameter: String?
    /// A stable name for programs.
    var code: String?
    /// After how many seconds another attempt makes sense.
    var retryAfter: Int?

    /// A field, or the body, has a value that it can't have.
    static func invalid(
        _ parameter: String?, _ message: String, code: String = "invalid_value",
        status: HTTPResponse.Status = .badRequest
    ) -> APIError {
        APIError(
            status: status, kind: .invalidRequest, message: message, parameter: parameter,
            code: code)
    }

    /// A field that must be there is not.
    static func missing(_ parameter: String) -> APIError {
        .invalid(parameter, "\(parameter) is missing", code: "missing_required_parameter")
    }

    /// Something named in the request is not there.
    static func notFound(_ parameter: String?, _ message: String, code: String) -> APIError {
        .invalid(parameter, message, code: code, status: .notFound)
    }

    /// The server has too much to do now.
    static func busy(_ message: String, retryAfter: Int) -> APIError {
        APIError(
            status: .serviceUnavailable, kind: .busy, message: message, code: "server_busy",
            retryAfter: retryAfter)
    }

    /// A failure of the server's own.
    static func failure(_ message: String) -> APIError {
        APIError(
            status: .internalServerError, kind: .server, message: message, code: "server_error")
    }
}

extension APIError {
    /// The body that tells it.
    var body: Body { Body(error: .init(self)) }

    /// OpenAI's error object. Keys without a value are there with null, as OpenAI has them.
    struct Body: Encodable, Sendable {
        struct Content: Encodable, Sendable {
            var message: String
            var type: String
            var param: String?
            var code: String?

            init(_ error: APIError) {
                message = error.message
                type = error.kind.rawValue
                param = error.parameter
                code = error.code
            }

            private enum Key: CodingKey { case message, type, param, code }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(message, forKey: .message)
                try container.encode(type, forKey: .type)
                try container.encode(param, forKey: .param)
                try container.encode(code, forKey: .code)
            }
        }
        var error: Content
    }
}
