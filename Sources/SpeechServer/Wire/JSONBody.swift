import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// Values on their way to clients.
enum JSONBody {
    /// A value as JSON: keys in snake case and sorted, so that answers can be compared.
    static func bytes(_ value: some Encodable) throws(APIError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        do {
            return [UInt8](try encoder.encode(value))
        } catch {
            throw .failure("the answer can't be written as JSON")
        }
    }

    /// A response that holds a value.
    ///
    /// - Parameter budget: What its audio was taken from.
    static func response(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:],
        of budget: AnswerBudget? = nil
    ) throws(APIError) -> Response {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(
            status: status, headers: headers,
            body: .inPieces(try bytes(value), of: budget))
    }
}

extension APIError {
    /// The response that tells it.
    var response: Response {
        var headers = HTTPFields()
        if let retryAfter { headers[.retryAfter] = "\(retryAfter)" }
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        let plain = Response(status: status, headers: headers)
        return (try? JSONBody.response(body, status: status, headers: headers)) ?? plain
    }
}
