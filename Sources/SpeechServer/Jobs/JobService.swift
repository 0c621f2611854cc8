import Logging
import ServiceLifecycle
import SpeechEngine
import SpeechJobs

/// Does the server's jobs while the server runs.
struct JobService: Service {
    let runner: JobRunner

    /// The service of the settings; nil where they want no jobs.
    ///
    /// - Throws: ``ServerError`` where jobs can't be kept, which is found at start.
    static func of(
        _ settings: ServerSettings, _ engine: SpeechEngine, _ logger: Logger
    ) throws(ServerError) -> JobService? {
        guard settings.jobWorkers > 0 else { return nil }
        let path = try DataFolder.path(settings)
        let store: JobStore
        do throws(JobsError) {
            store = try JobStore(folder: path)
        } catch {
            throw .file(path: path, reason: "\(error); or set server.job_workers to 0")
        }
        var policy = JobPolicy()
        policy.workers = settings.jobWorkers
        policy.keeps = settings.jobsKeptDays > 0 ? .seconds(settings.jobsKeptDays * 86_400) : nil
        let runner = JobRunner(store, engine, policy: policy) { event in
            switch event {
            case .obstacle(let error):
                logger.error("jobs can't go on", metadata: ["reason": "\(error)"])
            case .began(let id): logger.info("job began", metadata: ["job": "\(id)"])
            case .ended(let id, let failure):
                guard let failure else {
                    logger.info("job done", metadata: ["job": "\(id)"])
                    return
                }
                logger.warning(
                    "job failed", metadata: ["job": "\(id)", "reason": "\(failure.message)"])
            }
        }
        return JobService(runner: runner)
    }

    /// Works until the server is to end; jobs that are being done go on at the next start.
    func run() async throws {
        await cancelWhenGracefulShutdown { await runner.run() }
    }
}
