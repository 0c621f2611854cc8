import AudioFile
import AudioSignal
import SpeechEngine
import SpeechModel
import Synchronization

/// One job being done, from its checkpoint to its file.
final class JobRun: Sendable {
    /// How the work on a job ends, as far as its worker is concerned.
    enum Outcome: Sendable {
        /// The file is there.
        case done
        /// It can't be done.
        case failed(JobFailure)
        /// The process ends; the job goes on later.
        case interrupted
        /// There is too little memory now; the job goes on later.
        case postponed(EngineError)
        /// Somebody cancelled, removed or claimed the job.
        case lost
    }

    /// Why work stops before its end.
    enum Stop: Sendable { case interrupted, lost }

    private struct State {
        var stop: Stop?
        var session: SpeechSession?
        var progress: JobProgress
    }

    let claim: Claim
    let store: JobStore
    let engine: SpeechEngine
    let policy: JobPolicy
    private let state: Mutex<State>

    init(_ claim: Claim, _ store: JobStore, _ engine: SpeechEngine, _ policy: JobPolicy) {
        self.claim = claim
        self.store = store
        self.engine = engine
        self.policy = policy
        state = Mutex(State(progress: claim.progress))
    }

    /// How far it is.
    var progress: JobProgress {
        get { state.withLock(\.progress) }
        set { state.withLock { $0.progress = newValue } }
    }

    /// Ends the work soon.
    func stop(_ reason: Stop) {
        let session = state.withLock { state in
            if state.stop == nil { state.stop = reason }
            return state.session
        }
        session?.cancel()
    }

    /// How the work ends if it was stopped.
    var stopped: Outcome? {
        state.withLock { state in
            state.stop.map { $0 == .lost ? .lost : .interrupted }
        }
    }

    /// Notes a session to be ended by ``stop(_:)``.
    func begun(_ session: SpeechSession?) {
        let isStopped = state.withLock { state in
            state.session = session
            return state.stop != nil
        }
        if isStopped { session?.cancel() }
    }

    /// Does the job; what is left of it on the disk is what its outcome needs.
    ///
    /// - Parameter isWhole: Whether the scratch audio is what the checkpoint was made of.
    /// - Throws: ``JobsError`` for what keeps the store from being used.
    func perform(_ scratch: ScratchAudio, isWhole: Bool) async throws -> Outcome {
        let outcome = try await outcome(scratch, isWhole: isWhole)
        switch outcome {
        case .done, .lost: scratch.remove()
        case .failed(let failure):
            scratch.remove()
            _ = try await store.fail(claim, failure)
        case .interrupted: _ = try await store.release(claim)
        case .postponed(let error):
            try await store.warn(claim.id, "waiting: \(error)")
            _ = try await store.release(claim)
        }
        return outcome
    }

    /// A text that takes more memory than there will ever be is not tried for ever.
    private static let mostClaims = 100

    private func outcome(_ scratch: ScratchAudio, isWhole: Bool) async throws -> Outcome {
        do {
            guard let rate = SampleRate(hertz: claim.options.spokenRate) else {
                return .failed(JobFailure(.damaged, "its rate can't be; create it again"))
            }
            let conditions = try Conditions.hash(engine)
            guard let start = try await begin(scratch, isWhole: isWhole, conditions) else {
                return .lost
            }
            let isNew = claim.checkpoint == nil || start.sample == 0
            var work = JobWork(
                from: start, at: rate, before: isNew ? JobStatistics() : claim.statistics)
            var statistics = claim.statistics
            if !start.isSpoken {
                switch try await speak(to: scratch, &work, conditions) {
                case .spoken(let all): statistics = all
                case .ended(let outcome): return outcome
                }
            }
            if let stopped { return stopped }
            return try await encode(scratch, rate, work, statistics)
        } catch let error as EngineError {
            if let stopped { return stopped }
            switch error {
            // The engine ends with the process.
            case .cancelled, .synthesis(.cancelled): return .interrupted
            case .load(_, .outOfMemory): return .postponed(error)
            case .synthesis(.outOfMemory) where claim.number < Self.mostClaims:
                return .postponed(error)
            default: return .failed(JobFailure(error))
            }
        } catch let error as AudioFileError {
            return stopped ?? .failed(JobFailure(error))
        } catch JobsError.invalid(let error) {
            return stopped ?? .failed(JobFailure(error))
        }
    }

    /// Brings scratch audio to where the work begins; nil where the claim is lost.
    private func begin(
        _ scratch: ScratchAudio, isWhole: Bool, _ conditions: String
    ) async throws -> Checkpoint? {
        let beginning = Checkpoint(chunk: 0, sample: 0)
        guard let checkpoint = claim.checkpoint else {
            progress = JobProgress()
            try scratch.truncate(to: 0)
            return beginning
        }
        let reason: String
        if !isWhole || scratch.sampleCount < checkpoint.sample {
            reason = "what had been spoken is not on the disk any more"
        } else if claim.conditions != conditions {
            reason = "the program, its settings or the pronunciations have changed"
        } else {
            try scratch.truncate(to: checkpoint.sample)
            return checkpoint
        }
        try scratch.truncate(to: 0)
        progress = JobProgress()
        let warning = "begun anew after an interruption, since \(reason)"
        return try await store.restart(claim, warning: warning) ? beginning : nil
    }
}
