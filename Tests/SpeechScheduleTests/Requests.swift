import AudioSignal
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText

@testable import SpeechSchedule

/// A chunk per text, each a sentence of its own unless told otherwise.
func chunks(
    _ texts: [String], boundary: Boundary = .sentence, prosody: Prosody = .neutral
) -> [Chunk] {
    var position = 0
    return texts.enumerated().map { index, text in
        defer { position += text.utf8.count }
        return Chunk(
            index: index, text: text, style: Style(language: .english, prosody: prosody),
            source: position..<position + text.utf8.count, boundary: boundary,
            estimatedDuration: .zero)
    }
}

/// A family as the link of a chain, with its first voice.
func candidate(_ family: any SpeechFamily, failing error: LoadError? = nil) -> Candidate {
    Candidate(familyID: family.id) { () throws(LoadError) in
        if let error { throw error }
        return (family, family.voices[0].id)
    }
}

/// A request that speaks with a chain of families.
func request(
    _ chunks: any Sequence<Chunk> & Sendable, by chain: [Candidate],
    rate: SampleRate = SampleRate(16_000), batch: Int = 4, seed: UInt64 = 7,
    delivery: Delivery = .immediate, runAhead: Duration? = nil
) -> ListenerRequest {
    ListenerRequest(
        chunks: chunks, rate: rate, block: .milliseconds(25), batch: batch, seed: seed,
        runAhead: runAhead, delivery: delivery
    ) { _ in chain }
}

func request(
    _ texts: [String], by families: any SpeechFamily..., batch: Int = 4, seed: UInt64 = 7,
    delivery: Delivery = .immediate
) -> ListenerRequest {
    request(
        chunks(texts), by: families.map { candidate($0) }, batch: batch, seed: seed,
        delivery: delivery)
}

/// What came out of a stream.
struct Heard: Equatable, Sendable {
    var samples: [Float] = []
    var blocks: [Int] = []
    var chunks: [Int] = []
    var error: SynthesisError?
}

/// Listens to the end.
func listen(_ stream: SpeechStream) async -> Heard {
    var heard = Heard()
    do throws(SynthesisError) {
        for try await block in stream {
            heard.samples += block.audio.samples
            heard.blocks.append(block.audio.samples.count)
            if heard.chunks.last != block.chunk { heard.chunks.append(block.chunk) }
        }
    } catch {
        heard.error = error
    }
    return heard
}

/// Listens to a request alone, in a scheduler of its own.
func alone(
    _ request: ListenerRequest, _ settings: ScheduleSettings = ScheduleSettings()
) async -> (heard: Heard, report: ScheduleReport) {
    let scheduler = Scheduler(settings: settings, memory: FixedMemory(bytes: nil))
    let stream = scheduler.speak(request)
    let heard = await listen(stream)
    return (heard, stream.report)
}

/// Sentences with words in them, the same for the same seed.
func sentences(_ count: Int, seed: UInt64) -> [String] {
    var random = Splitter(seed)
    let words = [
        "swift", "river", "alpha", "under", "seven", "window", "a", "stone", "carry", "blue",
    ]
    return (0..<count).map { _ in
        (0..<Int.random(in: 2...9, using: &random)).map { _ in
            words.randomElement(using: &random) ?? "x"
        }.joined(separator: " ") + "."
    }
}

/// SplitMix64.
struct Splitter: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
