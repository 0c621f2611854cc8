import AudioSignal
import SpeechModel
import Synchronization

/// A listener's end of a stream: pulls what is ready through its assembly.
///
/// Keeps the scheduler alive; letting go of it ends the work.
final class Subscription: Sendable {
    private let scheduler: Scheduler
    private let core: SchedulerCore
    private let id: ListenerID
    private let assembly: Mutex<Assembly>
    private let isCancelled = Atomic<Bool>(false)

    init(_ scheduler: Scheduler, _ core: SchedulerCore, _ request: ListenerRequest) {
        self.scheduler = scheduler
        self.core = core
        id = core.join(request)
        assembly = Mutex(
            Assembly(
                rate: request.rate, block: request.block, keepsNotes: request.reportsEvents))
    }

    deinit { core.leave(id, forgetting: true) }

    func cancel() {
        isCancelled.store(true, ordering: .releasing)
        core.leave(id, forgetting: false)
    }

    func takeEvents() -> [SessionEvent] { core.takeEvents(of: id) }

    var report: ScheduleReport { core.report(of: id) }

    func nextBlock() async throws(SynthesisError) -> SpeechBlock? {
        while true {
            if Task.isCancelled { cancel() }
            // Even what has been joined already is not heard any more.
            if isCancelled.load(ordering: .acquiring) { throw .cancelled }
            switch assembly.withLock({ step(&$0) }) {
            case .block(let block): return block
            case .finished: return nil
            case .failed(let error): throw error
            case .nothing:
                await withTaskCancellationHandler {
                    await core.output(for: id)
                } onCancel: {
                    cancel()
                }
            }
        }
    }

    private enum Step {
        case block(SpeechBlock)
        case nothing
        case finished
        case failed(SynthesisError)
    }

    /// Joins until there is a block, or nothing more to join.
    private func step(_ assembly: inout Assembly) -> Step {
        let start = core.clock.now
        var step: Step?
        repeat {
            if let block = assembly.nextBlock() {
                step = .block(block)
                break
            }
            switch core.take(for: id) {
            case .sound(let samples, let entry, let words):
                assembly.append(samples, entry, words: words)
            case .ended(let chunk, let pause, let isAsked, let words):
                assembly.endSegment(
                    chunk: chunk, pause: pause, isAsked: isAsked, words: words)
            case .nothing: step = .nothing
            case .rest: assembly.rest()
            case .failed(let error):
                // Everything before what failed is delivered first.
                if error != .cancelled, assembly.finish() { continue }
                step = .failed(error)
            case .finished:
                if assembly.finish() { continue }
                step = .finished
            }
        } while step == nil
        let notes = assembly.takeNotes()
        if !notes.isEmpty { core.tell(notes, to: id) }
        core.joined(id, for: core.clock.now - start, samples: assembly.position)
        return step ?? .nothing
    }
}
