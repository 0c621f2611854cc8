import AudioFile
import HTTPTypes
import Hummingbird
import NIOCore
import SpeechJobs

/// The file of a job as an answer: all of it or a part, as the request's conditions have it
/// (RFC 9110, sections 13 and 14).
struct JobAudioAnswer {
    let file: JobAudioFile
    let request: Request

    /// The hash of the bytes, so a strong one.
    private var tag: String { "\"\(file.sha256)\"" }

    func response() throws -> Response {
        var headers = HTTPFields()
        headers[.eTag] = tag
        headers[.acceptRanges] = "bytes"
        headers[.cacheControl] = "private, no-cache"
        if let match = request.headers[.ifMatch], !matches(match, weakly: false) {
            throw APIError.invalid(
                nil, "the audio is another one than If-Match names", code: "precondition_failed",
                status: .preconditionFailed)
        }
        if let match = request.headers[.ifNoneMatch], matches(match, weakly: true) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = file.job.format.mediaType
        headers[.contentDisposition] = FileName.disposition(
            title: file.job.options.title, id: file.job.id,
            extension: file.job.format.fileExtensions[0])
        switch range {
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(file.bytes)"
            headers[.contentType] = nil
            headers[.contentDisposition] = nil
            return Response(status: .rangeNotSatisfiable, headers: headers)
        case .whole:
            return Response(status: .ok, headers: headers, body: try body(0..<file.bytes))
        case .part(let part):
            headers[.contentRange] =
                "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.bytes)"
            return Response(status: .partialContent, headers: headers, body: try body(part))
        }
    }

    /// What is asked for; a part only of the file that the client means.
    private var range: ByteRange {
        if let condition = request.headers[.ifRange], condition != tag { return .whole }
        return ByteRange(request.headers[.range], of: file.bytes)
    }

    private func matches(_ list: String, weakly: Bool) -> Bool {
        list.split(separator: ",").contains { item in
            var item = item.drop { $0 == " " }
            while item.last == " " { item.removeLast() }
            if weakly, item.hasPrefix("W/") { item = item.dropFirst(2) }
            return item == "*" || item == tag
        }
    }

    private func body(_ part: Range<Int>) throws -> ResponseBody {
        let reader: FileReader
        do {
            reader = try FileReader(file.path)
        } catch {
            throw APIError(JobsError.audioLost(id: file.job.id))
        }
        return ResponseBody(contentLength: part.count) { writer in
            var rest = part
            while !rest.isEmpty {
                let bytes = try await reader.read(rest)
                try await writer.write(ByteBuffer(bytes: bytes))
                rest = rest.lowerBound + bytes.count..<rest.upperBound
            }
            try await writer.finish(nil)
        }
    }
}
