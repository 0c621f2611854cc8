import HTTPTypes
import Hummingbird
import SpeechEngine
import SpeechJobs

/// `/v1/jobs`: long texts to files.
struct JobRoutes: Sendable {
    /// Nil where the settings want no jobs.
    let runner: JobRunner?
    let engine: SpeechEngine
    let settings: ServerSettings

    /// The most jobs in one list.
    static let longestList = 100

    func add(to router: Router<ServerContext>) {
        router.post("/v1/jobs") { request, context in try await create(request, context) }
        router.get("/v1/jobs") { request, _ in try await list(request) }
        router.get("/v1/jobs/:id") { _, context in
            let job = try await working { (runner) async throws(JobsError) in
                try await runner.store.job(id(context))
            }
            return try JSONBody.response(JobAnswer(job: job))
        }
        router.delete("/v1/jobs/:id") { _, context in try await delete(context) }
        router.get("/v1/jobs/:id/audio") { request, context in
            try await audio(request, context)
        }
        router.head("/v1/jobs/:id/audio") { request, context in
            try await audio(request, context).createHeadResponse()
        }
    }

    private func id(_ context: ServerContext) -> String { context.parameters.get("id") ?? "" }

    /// Uses the runner, with errors as clients are told.
    private func working<Value>(
        _ work: (JobRunner) async throws(JobsError) -> Value
    ) async throws(APIError) -> Value {
        guard let runner else {
            throw .notFound(
                nil, "this server takes no jobs; its keeper may set server.job_workers",
                code: "jobs_are_off")
        }
        do throws(JobsError) {
            return try await work(runner)
        } catch {
            throw APIError(error)
        }
    }

    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        // Before a body is read that nobody wants.
        _ = try await working { (runner) in runner }
        let body = try JobBody(try await request.json(context, settings), engine)
        let job = try await working { (runner) async throws(JobsError) in
            try await runner.create(body.order)
        }
        var headers = HTTPFields()
        headers[.location] = "/v1/jobs/\(job.id)"
        return try JSONBody.response(
            JobAnswer(job: job, warnings: body.warnings), status: .created, headers: headers)
    }

    private func list(_ request: Request) async throws -> Response {
        let asked = request.uri.queryParameters["limit"].map(String.init)
        guard let limit = asked.map({ Int($0) }) ?? 20, (1...Self.longestList).contains(limit)
        else {
            throw APIError.invalid(
                "limit", "limit: expected a whole number from 1 to \(Self.longestList)")
        }
        let after = request.uri.queryParameters["after"].map(String.init)
        // One more than asked for tells whether there are more.
        let jobs = try await working { (runner) async throws(JobsError) in
            try await runner.store.jobs(limit: limit + 1, after: after)
        }
        return try JSONBody.response(
            JobList(
                data: jobs.prefix(limit).map { JobAnswer(job: $0) }, hasMore: jobs.count > limit))
    }

    /// Cancels a job that has not ended; removes one that has, with its file.
    private func delete(_ context: ServerContext) async throws -> Response {
        let id = id(context)
        let (isRemoved, job) = try await working {
            (runner) async throws(JobsError) -> (Bool, Job?) in
            if try await runner.remove(id) { return (true, nil) }
            return (false, try await runner.cancel(id))
        }
        guard !isRemoved, let job else { return try JSONBody.response(RemovedJob(id: id)) }
        return try JSONBody.response(JobAnswer(job: job))
    }

    private func audio(_ request: Request, _ context: ServerContext) async throws -> Response {
        let file = try await working { (runner) async throws(JobsError) in
            try await runner.audio(of: id(context))
        }
        return try JobAudioAnswer(file: file, request: request).response()
    }
}
