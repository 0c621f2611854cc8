import Logging
import ServiceLifecycle
import SpeechEngine

/// Lets the voices asked for speak once before the server calls itself ready, so that the
/// first listener doesn't wait for what is loaded.
struct WarmUp: Service {
    let engine: SpeechEngine
    let readiness: Readiness
    let settings: ServerSettings
    let manager: ServiceManager
    let logger: Logger

    /// Sees to it that the voices exist which the settings name.
    static func check(_ engine: SpeechEngine) throws(ServerError) {
        let settings = engine.settings
        let named = settings.voice.map { ("voice", $0) }
        for (setting, voice) in [named].compactMap(\.self)
            + settings.server.warm.map({ ("server.warm", $0) })
        {
            do throws(EngineError) {
                _ = try engine.voice(named: voice)
            } catch {
                throw .settings(name: setting, reason: error.description)
            }
        }
    }

    func run() async throws {
        let state = await cancelWhenGracefulShutdown { await speak() }
        guard !Task.isShuttingDownGracefully else { return }
        readiness.state = state
        if case .failed(let reason) = state {
            manager.status("listening; warm-up failed: \(reason)")
            logger.error("warm-up failed", metadata: ["reason": "\(reason)"])
        } else {
            manager.status("listening; ready")
        }
        // A service that returns ends the others.
        try? await gracefulShutdown()
    }

    /// Lets one voice after the other speak; what fails doesn't keep the rest from it.
    private func speak() async -> Readiness.State {
        var reasons: [String] = []
        for voice in settings.warm.isEmpty ? [nil] : settings.warm.map(Optional.init) {
            do throws(EngineError) {
                try await engine.warmUp(voice: voice)
            } catch {
                reasons.append(error.description)
            }
        }
        return reasons.isEmpty ? .ready : .failed(reasons.joined(separator: "; "))
    }
}
