import ServiceLifecycle
import SpeechEngine

/// Lets the voices asked for speak once before the server calls itself ready, so that the
/// first listener doesn't wait for what is loaded.
struct WarmUp: Service {
    let engine: SpeechEngine
    let readiness: Readiness
    let settings: ServerSettings

    func run() async throws {
        do throws(EngineError) {
            for voice in settings.warm.isEmpty ? [nil] : settings.warm.map(Optional.init) {
                try await speak(voice)
            }
            readiness.state = .ready
        } catch {
            readiness.state = .failed(error.description)
        }
        // A service that returns ends the others.
        try? await gracefulShutdown()
    }

    /// Speaks a sentence like a first chunk, and throws it away.
    private func speak(_ voice: String?) async throws(EngineError) {
        var request = try engine.request(Array("Good day.".utf8), for: .listening)
        if let voice { request.voice = voice }
        var blocks = try engine.speak(request).makeAsyncIterator()
        while try await blocks.next() != nil {}
    }
}
