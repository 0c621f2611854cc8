import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the certificate and the key again at SIGHUP, as the programs that renew
/// certificates send it.
struct TLSReload: Service {
    let identity: TLSIdentity
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            do throws(ServerError) {
                try identity.reload()
                logger.notice("certificate read again")
            } catch {
                logger.error(
                    "certificate not read again; the old one stays",
                    metadata: ["reason": "\(error)"])
            }
        }
        // A service that returns ends the others.
        try? await gracefulShutdown()
    }
}
