/// Work that a plan or a fallback chain has to wait for, such as loading a family.
///
/// A scheduler plans for few listeners at a time, as many as the processors like. Who
/// waits here while planning gives up its place, so that the others' texts go on.
public enum LongWork {
    /// The scheduler for which this task is planning, if it is.
    @TaskLocal static var scheduler: SchedulerCore?

    /// Does work that may take long, on this thread.
    public static func run<Result, Failure: Error>(
        _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let scheduler, scheduler.stepAside() else { return try work() }
        defer { scheduler.stepBack() }
        return try work()
    }

    /// Does work that may take long, on a thread of its own, whichever task asks for it:
    /// on the threads that all tasks share, nothing may wait.
    public static func apart<Result: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let thread = WorkerThreads(count: 1)
        defer { thread.close() }
        let task = Task(executorPreference: thread) {
            Swift.Result { () throws(Failure) in try work() }
        }
        return try await task.value.get()
    }
}

extension SchedulerCore {
    /// Gives the place of a planner to another; false where enough have done so.
    func stepAside() -> Bool {
        let isAway = change { state in
            guard !state.isStopped, state.dispatcher.stepAside() else { return false }
            // As many tasks as may have orders at the same time.
            state.wantedTasks += 1
            return true
        }
        if isAway { threads.add() }
        return isAway
    }

    /// Takes the place of a planner again.
    func stepBack() {
        change { state in
            state.dispatcher.stepBack()
            state.wantedTasks -= 1
        }
        threads.remove()
    }
}
