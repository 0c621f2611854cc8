import HTTPTypes
import Hummingbird
import NIOCore
import SpeechEngine

extension Request {
    /// The body as JSON.
    ///
    /// - Throws: ``APIError`` 415 where it claims to be something else (a page of another
    ///   origin can't claim JSON without asking first), 413 where it is too large.
    func json(_ context: ServerContext, _ settings: ServerSettings) async throws -> JSON {
        let type = headers[.contentType]?.prefix { $0 != ";" } ?? ""
        let name = type.filter { $0 != " " }.lowercased()
        guard name == "application/json" || name.hasSuffix("+json") else {
            throw APIError.invalid(
                nil, "the content type is '\(type)'; expected application/json",
                code: "unsupported_media_type", status: .unsupportedMediaType)
        }
        return try JSON.parse(try await whole(settings).readableBytesView)
    }

    /// The body as it is.
    ///
    /// - Throws: ``APIError`` 413 where it is too large, 400 where there is none.
    func bytes(_ settings: ServerSettings) async throws(APIError) -> [UInt8] {
        let buffer = try await whole(settings)
        guard buffer.readableBytes > 0 else {
            throw .invalid(nil, "the body is empty; send the file as it is", code: "empty_body")
        }
        return Array(buffer.readableBytesView)
    }

    private func whole(_ settings: ServerSettings) async throws(APIError) -> ByteBuffer {
        if let length = headers[.contentLength].flatMap({ Int($0) }),
            length > settings.maximumBody
        {
            throw Self.tooLarge(settings)
        }
        do {
            return try await body.collect(upTo: settings.maximumBody)
        } catch is NIOTooManyBytesError {
            throw Self.tooLarge(settings)
        } catch let error as APIError {
            throw error
        } catch {
            // It ended early, or its chunks are none.
            throw .invalid(nil, "the body can't be read: \(error)", code: "invalid_body")
        }
    }

    private static func tooLarge(_ settings: ServerSettings) -> APIError {
        .invalid(
            nil,
            "the body is larger than \(settings.maximumBody) bytes; divide it or raise "
                + "server.max_body", code: "body_too_large", status: .contentTooLarge)
    }
}
