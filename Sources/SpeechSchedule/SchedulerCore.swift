import AudioSignal
import SpeechModel
import SpeechPlan
import Synchronization

/// Carries out what the dispatcher decides: holds audio, tasks and clocks.
///
/// One lock guards all state; under it nothing waits, loads or computes audio.
final class SchedulerCore: Sendable {
    /// Waits for a time to pass.
    typealias Sleep = @Sendable (Duration) async -> Void

    let settings: ScheduleSettings
    let memory: any MemoryProbe
    let batchSizes: BatchSizes
    let threads: WorkerThreads
    let clock = ContinuousClock()
    private let birth = ContinuousClock.now
    let sleep: Sleep
    /// Asks for one worker more.
    let moreWorkers: AsyncStream<Void>.Continuation
    private let workersWanted: AsyncStream<Void>
    private let state: Monitor<State>

    init(
        _ settings: ScheduleSettings, memory: any MemoryProbe, batchSizes: BatchSizes,
        threads: WorkerThreads, planners: Int,
        sleep: @escaping Sleep = { try? await Task.sleep(for: $0) }
    ) {
        self.sleep = sleep
        self.settings = settings
        self.memory = memory
        self.batchSizes = batchSizes
        self.threads = threads
        (workersWanted, moreWorkers) = AsyncStream.makeStream()
        // First sounds may have as many calls again as there are workers.
        let tasks = 2 * max(1, settings.workers) + planners
        for _ in 0..<tasks { moreWorkers.yield() }
        state = Monitor(
            State(
                dispatcher: Dispatcher(settings, planners: planners), tasks: tasks,
                wantedTasks: tasks))
    }

    var waitingSamples: Int { state.withLock { $0.waitingSamples } }

    /// Changes the state, then sets to work whoever has something to do now.
    func change<Result: Sendable>(_ body: (inout sending State) -> Result) -> Result {
        var wakeUps = WakeUps()
        let result = state.withLock { state in
            state.dispatcher.now = (clock.now - birth).seconds
            let result = body(&state)
            settle(&state, &wakeUps)
            return result
        }
        wakeUps.go(self)
        return result
    }

    /// Looks at the state.
    func reading<Result>(_ body: (inout sending State) -> sending Result) -> sending Result {
        state.withLock { body(&$0) }
    }

    /// Changes a listener's belongings where nothing follows from it.
    func count(_ id: ListenerID, _ body: (inout Member) -> Void) {
        state.withLock { state in
            guard var member = state.members[id] else { return }
            body(&member)
            state.members[id] = member
        }
    }

    /// Carries out what followed from events, and hands out orders.
    private func settle(_ state: inout State, _ wakeUps: inout WakeUps) {
        while !state.idle.isEmpty, !state.isStopped {
            guard let order = state.dispatcher.next(free: { memory.available() }) else { break }
            if case .speak(_, let pieces) = order { state.noteSpeaking(pieces) }
            wakeUps.orders.append((state.idle.removeLast(), order))
        }
        if !state.isTicking, !state.dispatcher.flights.isEmpty {
            state.isTicking = true
            wakeUps.startsTicking = true
        }
        let effects = state.dispatcher.takeEffects()
        state.noteSpoken(effects.spoken)
        for id in effects.discarded {
            // What is spoken anew keeps its voice until it is prepared again.
            if state.dispatcher.piece(id) == nil {
                state.forget(id)
            } else {
                state.forgetSound(of: id)
            }
        }
        for trim in effects.trimmed {
            let before = state.sounds[trim.piece]?.count ?? 0
            state.sounds[trim.piece]?.trim(to: trim.samples)
            state.waitingSamples += (state.sounds[trim.piece]?.count ?? 0) - before
        }
        wakeUps.tasks += effects.dropped.compactMap { state.calls[$0]?.task }
        for batch in effects.givenUp {
            guard let call = state.calls[batch], let worker = call.worker else { continue }
            state.calls[batch]?.worker = nil
            wakeUps.tasks += [call.task].compactMap { $0 }
            wakeUps.workers.append(worker)
        }
        for batch in effects.resumed {
            wakeUps.held += [state.held.removeValue(forKey: batch)].compactMap { $0 }
            state.wantedTasks -= 1
        }
        if state.tasks < state.wantedTasks {
            wakeUps.newWorkers = state.wantedTasks - state.tasks
            state.tasks = state.wantedTasks
        }
        for (id, member) in state.members where !member.waiting.isEmpty {
            guard state.isStopped || state.dispatcher.peek(for: id) != .nothing else { continue }
            wakeUps.listeners += member.waiting
            state.members[id]?.waiting = []
        }
    }

    /// What is to be done once the lock is free.
    private struct WakeUps {
        var orders: [(CheckedContinuation<Dispatcher.Order?, Never>, Dispatcher.Order?)] = []
        var listeners: [CheckedContinuation<Void, Never>] = []
        var tasks: [Task<Void, Never>] = []
        /// Workers whose calls have been given up.
        var workers: [CheckedContinuation<Void, Never>] = []
        var startsTicking = false
        /// Calls that were held and go on.
        var held: [HoldingPoint] = []
        var newWorkers = 0

        func go(_ core: SchedulerCore) {
            // The thread of a call that was given up may be lost with it.
            for worker in workers {
                core.threads.add()
                worker.resume()
            }
            for call in held {
                core.threads.remove()
                call.open()
            }
            for _ in 0..<newWorkers { core.moreWorkers.yield() }
            if startsTicking { core.startTicking() }
            for (worker, order) in orders { worker.resume(returning: order) }
            for listener in listeners { listener.resume() }
            for task in tasks { task.cancel() }
        }
    }

    /// Works off orders until the scheduler stops.
    func work() async {
        await withDiscardingTaskGroup { group in
            for await _ in workersWanted {
                group.addTask {
                    while let order = await self.nextOrder() { await self.carryOut(order) }
                }
            }
        }
    }

    private func nextOrder() async -> Dispatcher.Order? {
        await withCheckedContinuation { worker in
            let isStopped = change { state in
                if !state.isStopped { state.idle.append(worker) }
                return state.isStopped
            }
            if isStopped { worker.resume(returning: nil) }
        }
    }

    private func carryOut(_ order: Dispatcher.Order) async {
        switch order {
        case .plan(let listener): LongWork.$scheduler.withValue(self) { plan(for: listener) }
        case .prepare(let piece): LongWork.$scheduler.withValue(self) { prepare(piece) }
        case .speak(let batch, let pieces): await speak(batch, pieces)
        }
    }

    /// Ends everything: listeners are told that they are cancelled, workers go home.
    func stop() {
        var workers: [CheckedContinuation<Dispatcher.Order?, Never>] = []
        var tasks: [Task<Void, Never>] = []
        var held: [HoldingPoint] = []
        change { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            workers = state.idle
            state.idle = []
            tasks = state.calls.values.compactMap(\.task)
            for id in state.members.keys { state.drop(id) }
            held = Array(state.held.values)
            state.held = [:]
        }
        for call in held { call.open() }
        moreWorkers.finish()
        for worker in workers { worker.resume(returning: nil) }
        for task in tasks { task.cancel() }
    }
}
