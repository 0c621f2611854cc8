import HTTPTypes
import Hummingbird
import HummingbirdTLS
import Logging
import NIOWebSocket
import SpeechWeb

public func probe() async throws {
    let router = Router()
    router.get("/") { _, _ in "Hello" }
    let application = Application(
        router: router, configuration: .init(address: .hostname("127.0.0.1", port: 8880)))
    try await application.runService()
}
