import ServiceLifecycle

/// Reminds those who watch the server of how busy it is, and lets them go when it is
/// asked to end, which would otherwise wait for them.
struct LedgerClock: Service {
    /// Seconds between two reminders while nothing runs; keeps proxies from closing the
    /// connection.
    static let idleSeconds = 15

    let ledger: RequestLedger

    func run() async throws {
        await withGracefulShutdownHandler {
            await tick()
        } onGracefulShutdown: {
            ledger.end()
        }
    }

    private func tick() async {
        await cancelWhenGracefulShutdown {
            var seconds = 0
            var wasRunning = false
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                seconds += 1
                guard ledger.isWatched else { continue }
                let isRunning = ledger.running > 0
                if isRunning { ledger.remind() }
                // Once more after the last request, so that nobody shows it as running.
                if isRunning || wasRunning || seconds % Self.idleSeconds == 0 {
                    ledger.tell(.load)
                }
                wasRunning = isRunning
            }
        }
    }
}
