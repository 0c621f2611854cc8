import SpeechModel

/// Turns plans into speech for any number of listeners, sharing workers, batches and
/// memory between them.
///
/// Listeners come and go at any time. What one of them hears depends on its request
/// alone: who else listens, and how batches are put together, changes no sample.
///
///     let scheduler = Scheduler()
///     for try await block in scheduler.speak(request) { player.play(block.audio) }
///
/// The work runs in child tasks of one task that the scheduler owns, on threads of its
/// own. It ends with ``shutdown()``, or when the scheduler and all its streams have been
/// let go of.
public final class Scheduler: Sendable {
    private let core: SchedulerCore
    private let work: Task<Void, Never>

    /// Makes a scheduler; no thread starts before the first listener comes.
    ///
    /// - Parameters:
    ///   - settings: How to share the machine.
    ///   - memory: Where the free memory is asked for, unless the settings limit it.
    ///   - batchSizes: The best batch sizes measured on this device; batches are not
    ///     made larger than these.
    public convenience init(
        settings: ScheduleSettings = ScheduleSettings(), memory: any MemoryProbe = SystemMemory(),
        batchSizes: BatchSizes = BatchSizes()
    ) {
        self.init(
            settings: settings, memory: RecentMemory(memory), batchSizes: batchSizes
        ) {
            try? await Task.sleep(for: $0)
        }
    }

    /// Makes a scheduler whose time passes as it is told.
    init(
        settings: ScheduleSettings = ScheduleSettings(), memory: any MemoryProbe,
        batchSizes: BatchSizes = BatchSizes(), sleep: @escaping SchedulerCore.Sleep
    ) {
        let planners = 2
        let workers = max(1, settings.workers)
        let threads = WorkerThreads(count: workers + planners)
        let core = SchedulerCore(
            settings, memory: memory, batchSizes: batchSizes, threads: threads, planners: planners,
            sleep: sleep)
        self.core = core
        work = Task(executorPreference: threads) {
            await core.work()
            threads.close()
        }
    }

    deinit {
        core.stop()
        work.cancel()
    }

    /// Begins to speak for a listener.
    ///
    /// Planning and synthesis begin at once, blocks are joined as the stream is asked for
    /// them. After ``shutdown()`` the stream fails with `SynthesisError/cancelled`.
    public func speak(_ request: ListenerRequest) -> SpeechStream {
        SpeechStream(subscription: Subscription(self, core, request))
    }

    /// Ends all work; returns when nothing runs any more but calls that stall
    /// (``StallPolicy``). Streams that have not ended fail with `SynthesisError/cancelled`.
    public func shutdown() async {
        core.stop()
        work.cancel()
        await work.value
    }

    /// What is going on, and what has happened so far. Takes microseconds: some for each
    /// listener.
    public var load: ScheduleLoad { core.load }

    /// How much audio waits for all listeners together, in samples.
    var waitingSamples: Int { core.waitingSamples }
}
