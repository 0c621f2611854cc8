import HTTPTypes
import Hummingbird
import NIOCore
import SpeechWeb

/// The page and its scripts, out of the binary.
struct PageRoutes: Sendable {
    /// The pages, and the files they are.
    private static let pages = [
        "/": "index.html", "/convert": "convert.html", "/compare": "compare.html",
        "/stats": "stats.html",
    ]

    /// A page may load only what this server serves, and nothing may frame it.
    static let policy = """
        default-src 'self'; connect-src 'self' ws: wss:; media-src 'self' blob:; \
        img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """

    private struct File {
        var bytes: ByteBuffer
        var mediaType: String
    }

    private let files: [String: File]
    private let tag: String

    /// - Parameter version: What tells one build's files from another's.
    init(version: String) {
        var files: [String: File] = [:]
        var hasher = Hasher()
        for index in 0..<speechWebFileCount {
            let file = speechWebFiles[index]
            let bytes = UnsafeRawBufferPointer(start: file.bytes, count: file.count)
            files[String(cString: file.name)] = File(
                bytes: ByteBuffer(bytes: bytes), mediaType: String(cString: file.mediaType))
            hasher.combine(bytes: bytes)
        }
        self.files = files
        // New in every process, which is all that a cache on this machine needs.
        tag = "\"\(version)-\(String(UInt(bitPattern: hasher.finalize()), radix: 16))\""
    }

    func add(to router: Router<ServerContext>) {
        for (path, name) in Self.pages {
            router.get(RouterPath(path)) { request, _ in try answer(request, name) }
        }
        router.get("/app/:name") { request, context in
            try answer(request, context.parameters.get("name") ?? "")
        }
        router.get("/favicon.ico") { request, _ in try answer(request, "icon.svg") }
    }

    private func answer(_ request: Request, _ name: String) throws(APIError) -> Response {
        guard let file = files[name] else {
            throw .notFound(nil, "the page has no file '\(name)'", code: "not_found")
        }
        var headers = HTTPFields()
        headers[.contentType] = file.mediaType
        headers[.eTag] = tag
        headers[.cacheControl] = "no-cache"
        headers[.contentSecurityPolicy] = Self.policy
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.bytes))
    }
}
