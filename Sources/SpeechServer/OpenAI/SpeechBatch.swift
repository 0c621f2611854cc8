import AudioFile
import FoundationEssentials
import NIOCore
import SpeechEngine

/// The body of `POST /v1/audio/speech/batch`: fields that hold for all, and `items` with
/// what differs, each at least with its `input`.
struct BatchBody: Sendable {
    var items: [SpeechBody] = []

    init(_ json: JSON, engine: SpeechEngine) throws(APIError) {
        var fields = try Fields(json)
        guard let list = try fields.list("items") else { throw .missing("items") }
        guard (1...SpeechRoutes.largestBatch).contains(list.count) else {
            throw .invalid(
                "items",
                "items has \(list.count) entries; expected 1 to "
                    + "\(SpeechRoutes.largestBatch)")
        }
        guard case .object(var common) = json else { return }
        common["items"] = nil
        for (index, item) in list.enumerated() {
            let prefix = "items[\(index)]."
            let own: [String: JSON] =
                switch item {
                case .text(let text): ["input": .text(text)]
                case .object(let object): object
                default:
                    throw .invalid(
                        String(prefix.dropLast()), "items[\(index)]: expected a text or an object")
                }
            let merged = common.merging(own) { _, own in own }
            items.append(try SpeechBody(.object(merged), prefix: prefix, engine: engine))
        }
    }
}

/// What came of one text of a batch: audio or an error, never neither.
struct BatchResult: Encodable, Sendable {
    var index: Int
    var audio: String?
    var format: String
    var statistics: SpeechStatistics?
    /// What was asked for and could not be done.
    var warnings: [String]
    var error: APIError.Body.Content?

    init(
        index: Int, body: SpeechBody, service: SpeechService, origin: RequestOrigin,
        budget: AnswerBudget
    ) async {
        self.index = index
        format = body.format.rawValue
        warnings = body.order.warnings
        var origin = origin
        origin.id += "-\(index)"
        do throws(APIError) {
            let speech = try await service.speak(
                body.order, for: .listening, from: origin, defaultRate: SpeechRoutes.rate)
            let answer = AudioAnswer(
                speech: speech, format: body.format)
            let (bytes, statistics) = try await answer.whole(within: budget)
            audio = Data(bytes).base64EncodedString()
            self.statistics = statistics
            warnings = answer.warnings + speech.omissions
        } catch {
            self.error = error.body.error
        }
    }
}

/// The answer to a batch.
struct BatchAnswer: Encodable, Sendable {
    var object = "list"
    var results: [BatchResult]
}
