import AudioFile
public import SpeechEngine
import Synchronization

/// Does the jobs of a store, a few at a time, on an engine.
///
///     let runner = JobRunner(store, engine)
///     async let work: Void = runner.run()
///     let job = try await runner.create(JobOrder(request, format: .opus))
///
/// However its process ends, no job is lost: see ``JobStore``. The file of a job has the
/// bytes that `SpeechSession.write(to:)` writes for the same request, with the title as a tag,
/// be the work interrupted or not.
public final class JobRunner: Sendable {
    /// Where the jobs are.
    public let store: JobStore
    let engine: SpeechEngine
    let policy: JobPolicy
    private let report: @Sendable (Event) -> Void
    private let running = Mutex<[String: JobRun]>([:])
    private let bells = Mutex<[AsyncStream<Void>.Continuation]>([])
    private let door = JobThread("jobs.door")

    /// What a log should know.
    public enum Event: Sendable {
        /// Work on a job begins, or goes on.
        case began(id: String)
        /// A job is done, or can't be.
        case ended(id: String, JobFailure?)
        /// Work can't go on for now, such as for a disk that is full.
        case obstacle(JobsError)
    }

    /// Makes a runner; ``run()`` does the work.
    ///
    /// - Parameter report: Is told what happens, for a log.
    public init(
        _ store: JobStore, _ engine: SpeechEngine, policy: JobPolicy = JobPolicy(),
        report: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.store = store
        self.engine = engine
        self.policy = policy
        self.report = report
    }

    /// Checks an order and keeps it as a job.
    ///
    /// - Throws: ``JobsError/invalid(_:)`` for what can be known before: an unknown voice, a
    ///   text that is empty, too large or malformed; ``JobsError/diskFull(path:needed:free:)``
    ///   where the audio would hardly fit.
    public func create(_ order: JobOrder) async throws(JobsError) -> Job {
        // Texts may be large, and checking one takes its time.
        let (options, characters) = try await withTaskExecutorPreference(door) {
            () async throws(JobsError) in try self.checked(order)
        }
        let job = try await store.create(
            options, text: order.request.text, characters: characters)
        ring()
        return job
    }

    /// Ends a job that has not ended; one that has stays as it is.
    public func cancel(_ id: String) async throws(JobsError) -> Job {
        let job = try await store.cancel(id)
        running.withLock { $0[id] }?.stop(.lost)
        return job
    }

    /// Removes a job that has ended, with its file; of another nothing is removed.
    ///
    /// - Returns: Whether it was removed.
    public func remove(_ id: String) async throws(JobsError) -> Bool {
        try await store.remove(id)
    }

    /// Works until the task is cancelled; then jobs that are being done are left for the
    /// next start, with what has been spoken of them.
    public func run() async {
        await withTaskGroup { group in
            for index in 0..<max(1, policy.workers) {
                let (calls, bell) = AsyncStream.makeStream(
                    of: Void.self, bufferingPolicy: .bufferingNewest(1))
                bells.withLock { $0.append(bell) }
                bell.yield()
                group.addTask(executorPreference: JobThread("jobs.\(index)")) {
                    for await _ in calls { await self.work() }
                }
            }
            group.addTask { await self.keepTime() }
            await group.waitForAll()
        }
        bells.withLock { $0 = [] }
    }

    private func ring() {
        bells.withLock { bells in for bell in bells { bell.yield() } }
    }

    /// Wakes workers for what other processes create or leave, and tidies.
    private func keepTime() async {
        var nextSweep = ContinuousClock.now
        while !Task.isCancelled {
            if ContinuousClock.now >= nextSweep {
                nextSweep = .now + .seconds(3600)
                await reporting { () async throws(JobsError) in
                    try await store.sweep(keeping: policy.keeps)
                }
            }
            try? await Task.sleep(for: policy.poll)
            ring()
        }
    }

    /// Does jobs until there are no more. One that there is too little memory for waits until
    /// then, so that it doesn't keep the others waiting, and the worker rests before it is
    /// tried again.
    private func work() async {
        await reporting { () async throws(JobsError) in
            let claims = JobClaims(store: store, lease: policy.lease)
            var postponed: Set<String> = []
            var obstacle: EngineError?
            while !Task.isCancelled, let taken = try await claims.next(besides: postponed) {
                guard let error = try await perform(taken) else { continue }
                postponed.insert(taken.claim.id)
                obstacle = obstacle ?? error
            }
            if let obstacle { throw .invalid(obstacle) }
        }
    }

    /// Does a job; returns why it has to wait, if it has.
    private func perform(_ taken: JobClaims.Taken) async throws(JobsError) -> EngineError? {
        let run = JobRun(taken.claim, store, engine, policy)
        running.withLock { $0[run.claim.id] = run }
        report(.began(id: run.claim.id))
        defer { running.withLock { $0[run.claim.id] = nil } }
        do {
            return try await withTaskCancellationHandler {
                try await withThrowingTaskGroup { group -> EngineError? in
                    group.addTask(executorPreference: globalConcurrentExecutor) {
                        await self.keepLease(of: run)
                    }
                    defer { group.cancelAll() }
                    switch try await run.perform(taken.scratch, isWhole: taken.isWhole) {
                    case .done: report(.ended(id: run.claim.id, nil))
                    case .failed(let failure): report(.ended(id: run.claim.id, failure))
                    case .interrupted, .lost: break
                    case .postponed(let error): return error
                    }
                    return nil
                }
            } onCancel: {
                run.stop(.interrupted)
            }
        } catch let error as JobsError {
            throw error
        } catch {
            throw .database(path: store.folder.database, reason: "\(error)")
        }
    }

    /// Tells the store that the work goes on, and the work when it is in vain.
    private func keepLease(of run: JobRun) async {
        while true {
            do { try await Task.sleep(for: policy.heartbeat) } catch { return }
            await reporting { () async throws(JobsError) in
                guard try await !store.beat(run.claim, run.progress) else { return }
                if !Task.isCancelled { run.stop(.lost) }
            }
        }
    }

    private func reporting(_ work: () async throws(JobsError) -> Void) async {
        do throws(JobsError) { try await work() } catch {
            if !Task.isCancelled { report(.obstacle(error)) }
        }
    }
}
