import AudioSignal
import Hummingbird
import SpeechEngine

/// `POST /v1/audio/speech` and its batch.
struct SpeechRoutes: Sendable {
    let service: SpeechService
    let settings: ServerSettings

    /// OpenAI's rate for raw samples; other formats have it too, so that a voice sounds the
    /// same in all of them.
    static let rate = SampleRate(24_000)
    /// The most texts in one batch.
    static let largestBatch = 64

    func add(to router: Router<ServerContext>) {
        router.speech("/v1/audio/speech", speech)
        router.speech("/v1/audio/speech/batch", batch)
    }

    private func speech(_ request: Request, _ context: ServerContext) async throws -> Response {
        let json = try await request.json(context, settings)
        let body = try SpeechBody(json, engine: service.engine)
        let speech = try await service.speak(
            body.order, for: .listening, from: context.origin("/v1/audio/speech"),
            defaultRate: Self.rate)
        let answer = AudioAnswer(
            speech: speech, format: body.format)
        switch body.streamFormat {
        case .audio: return try await answer.streamed()
        case .sse: return try await SpeechEvents(answer: answer).response()
        }
    }

    /// How many texts of one batch are spoken at the same time: no more than leaves places
    /// to others, and to the same client.
    private var batchWidth: Int {
        max(1, min(8, settings.maximumRequests / 2, settings.clientRequests / 2))
    }

    private func batch(_ request: Request, _ context: ServerContext) async throws -> Response {
        let json = try await request.json(context, settings)
        let bodies = try BatchBody(json, engine: service.engine).items
        let origin = context.origin("/v1/audio/speech/batch")
        let budget = AnswerBudget()
        let results = await withTaskGroup(of: BatchResult.self) { group in
            func begin(_ index: Int) {
                group.addTask {
                    await BatchResult(
                        index: index, body: bodies[index], service: service, origin: origin,
                        budget: budget)
                }
            }
            let width = min(batchWidth, bodies.count)
            for index in 0..<width { begin(index) }
            var results: [BatchResult] = []
            for await result in group {
                results.append(result)
                let next = width + results.count - 1
                if next < bodies.count { begin(next) }
            }
            return results.sorted { $0.index < $1.index }
        }
        return try JSONBody.response(BatchAnswer(results: results), of: budget)
    }
}
