import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /openapi.json` and `GET /docs`: what the server offers, for programs and for people.
struct DocumentationRoutes: Sendable {
    private let json: ByteBuffer
    private let page: ByteBuffer

    init(_ document: OpenAPIDocument) {
        json = ByteBuffer(string: document.json.text)
        page = ByteBuffer(string: DocumentationPage(document: document).html.markup)
    }

    func add(to router: Router<ServerContext>) {
        router.get("/openapi.json") { _, _ in
            Response(
                status: .ok,
                headers: [
                    .contentType: "application/json; charset=utf-8", .cacheControl: "no-cache",
                ], body: ResponseBody(byteBuffer: json))
        }
        router.get("/docs") { _, _ in
            Response(
                status: .ok,
                headers: [
                    .contentType: "text/html; charset=utf-8", .cacheControl: "no-cache",
                    .contentSecurityPolicy: PageRoutes.policy,
                ], body: ResponseBody(byteBuffer: page))
        }
    }
}
