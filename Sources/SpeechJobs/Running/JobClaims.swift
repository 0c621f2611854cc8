import AudioFile
import AudioSignal
import Glibc

/// Finds a job to work on and takes it, with its scratch audio open.
///
/// Scratch audio is locked by whoever has it open, and the lock goes with the process. So a
/// job whose scratch audio can be opened belongs to nobody, however fresh its heartbeat; one
/// whose worker hangs is taken when the lease has expired, with a copy of what is good of the
/// scratch audio, since the worker may wake up and write.
struct JobClaims: Sendable {
    let store: JobStore
    let lease: Duration

    /// A job and its scratch audio.
    struct Taken {
        let claim: Claim
        let scratch: ScratchAudio
        /// Whether the scratch audio is what the claim's checkpoint was made of.
        let isWhole: Bool
    }

    /// The next job that is to be done, if there is one.
    ///
    /// - Parameter others: Jobs that are left alone.
    func next(besides others: Set<String> = []) async throws(JobsError) -> Taken? {
        var obstacle: JobsError?
        for candidate in try await store.candidates(limit: 16 + others.count)
        where !others.contains(candidate.id) {
            let opened: Opened?
            do throws(JobsError) { opened = try open(candidate) } catch {
                // Others may have their scratch audio already.
                obstacle = obstacle ?? error
                try await store.warn(candidate.id, "waiting: \(error)")
                continue
            }
            guard let (scratch, name, isWhole) = opened else { continue }
            let claim = try await store.claim(candidate, scratch: name, owner: Self.owner)
            guard let claim else {
                // Somebody was faster. What is new belongs to nobody.
                if name != candidate.scratch { scratch.remove() }
                continue
            }
            if let old = candidate.scratch, old != name {
                unlink(store.folder.scratch(named: old))
            }
            guard candidate.fruitlessClaims < Self.mostFruitlessClaims else {
                let message =
                    "the program ended \(candidate.fruitlessClaims) times while it worked on "
                    + "this and got no further; its log may tell why, or try another voice"
                _ = try await store.fail(claim, JobFailure(.failed, message))
                scratch.remove()
                continue
            }
            return Taken(claim: claim, scratch: scratch, isWhole: isWhole)
        }
        if let obstacle { throw obstacle }
        return nil
    }

    /// A text on which the program dies is not tried for ever.
    static let mostFruitlessClaims = 20

    private typealias Opened = (scratch: ScratchAudio, name: String, isWhole: Bool)

    /// Opens scratch audio for a candidate: what there is, a copy, or a new one; nil where
    /// somebody works on it.
    private func open(_ candidate: Candidate) throws(JobsError) -> Opened? {
        do throws(AudioFileError) {
            if let name = candidate.scratch,
                let old = try ScratchAudio.reopen(store.folder.scratch(named: name))
            {
                return (old, name, true)
            }
            if candidate.isRunning {
                let silence = wallClock() - (candidate.heartbeat ?? 0)
                guard silence > lease.seconds else { return nil }
            }
            let name = candidate.id + "." + Self.suffix()
            guard let new = try ScratchAudio.create(store.folder.scratch(named: name)) else {
                return nil
            }
            guard let checkpoint = candidate.checkpoint, let old = candidate.scratch else {
                return (new, name, true)
            }
            do throws(AudioFileError) {
                let isWhole = try new.copy(
                    checkpoint.sample, of: store.folder.scratch(named: old))
                try new.synchronize()
                return (new, name, isWhole)
            } catch {
                new.remove()
                throw error
            }
        } catch {
            throw JobsError(error, in: store.folder)
        }
    }

    private static func suffix() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(generator.next() as UInt64, radix: 36)
    }

    private static let owner: String = {
        var name = utsname()
        uname(&name)
        let host = withUnsafePointer(to: &name.nodename) {
            $0.withMemoryRebound(to: CChar.self, capacity: 65) { String(cString: $0) }
        }
        return "\(host):\(getpid())"
    }()
}

extension JobsError {
    /// What the system says of the data folder's files.
    init(_ error: AudioFileError, in folder: JobFolder) {
        switch error {
        case .diskFull(let path):
            self = .diskFull(path: path, needed: 1 << 20, free: folder.free ?? 0)
        default: self = .folder(path: folder.path, reason: error.description)
        }
    }
}
