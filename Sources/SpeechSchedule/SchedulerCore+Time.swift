// The clock's side: telling the dispatcher that time passes.
extension SchedulerCore {
    /// How much time is told at once.
    static let tick = Duration.seconds(1)

    /// Tells time while anything is being spoken, and a tick longer. On none of the
    /// scheduler's threads, as calls that stall may hold all of them.
    ///
    /// Each tick counts the same, however late it comes: time in which the process did not
    /// run is nobody's fault.
    func startTicking() {
        Task { [weak self, sleep] in
            repeat {
                await sleep(Self.tick)
            } while self?.passTime() ?? false
        }
    }

    /// Returns whether anything is still being spoken.
    private func passTime() -> Bool {
        change { state in
            state.dispatcher.tick(Self.tick)
            state.isTicking = !state.dispatcher.flights.isEmpty
            return state.isTicking
        }
    }
}
