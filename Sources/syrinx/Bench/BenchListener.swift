import AudioSignal
import Glibc
import SpeechEngine
import SpeechModel

/// What one listener of a benchmark's server heard.
struct HeardSpeech: Sendable {
    /// From the request sent to the first sample, in milliseconds.
    var first = Double.nan
    /// The same to the first sample that can be heard.
    var firstAudible = Double.nan
    var bytes = 0
    /// Of the bytes, so that equal speech is known without keeping it (FNV-1a).
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    var underruns = 0

    /// Notes audio that came so long after the request.
    mutating func note(_ part: ArraySlice<UInt8>, after time: Duration) {
        if bytes == 0 { first = time.seconds * 1_000 }
        if firstAudible.isNaN, Self.isAudible(part) { firstAudible = time.seconds * 1_000 }
        bytes += part.count
        for byte in part { digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }

    /// Whether a sample is louder than −60 dB of full scale.
    private static func isAudible(_ part: ArraySlice<UInt8>) -> Bool {
        var index = part.startIndex + 1
        while index < part.endIndex {
            let sample = Int16(bitPattern: UInt16(part[index]) << 8 | UInt16(part[index - 1]))
            if sample > 32 || sample < -32 { return true }
            index += 2
        }
        return false
    }
}

/// A listener of a server, on a thread of its own.
struct BenchListener: Sendable {
    let port: Int
    var profile = "fast"
    /// The rate that is asked for.
    var rate = 24_000
    var voice = "flite/slt"

    /// Listens to a text over HTTP, streamed, as raw samples.
    ///
    /// - Parameters:
    ///   - isPlaying: Whether what comes is taken as fast as it is played, with 200 ms
    ///     gathered before; underruns are counted then.
    func listen(
        to text: String, on connection: ServerConnection, isPlaying: Bool = false
    ) throws(EngineError) -> HeardSpeech {
        let body = request(text)
        let start = ContinuousClock.now
        try connection.post("/v1/audio/speech", json: body)
        let head = try connection.head()
        guard head.status == 200 else {
            throw ServerConnection.failure("status \(head.status)", 0)
        }
        var heard = HeardSpeech()
        var clock = PlaybackClock(preBuffer: .milliseconds(200))
        try connection.body(head) { part in
            let now = ContinuousClock.now - start
            heard.note(part, after: now)
            guard isPlaying else { return true }
            clock.handOver(.seconds(Double(part.count) / Double(2 * rate)), at: now)
            if let dryAt = clock.dryAt {
                let wait = dryAt - .milliseconds(500) - now
                if wait > .zero { usleep(UInt32(wait.seconds * 1e6)) }
            }
            return true
        }
        heard.underruns = clock.underruns
        return heard
    }

    /// The body of a request.
    func request(_ text: String, _ more: String = "") -> String {
        #"{"model":"syrinx","voice":"\#(voice)","response_format":"pcm","profile":"\#(profile)""#
            + #","sample_rate":\#(rate),"input":"\#(Self.escaped(text))"\#(more)}"#
    }

    static func escaped(_ text: String) -> String {
        text.map { $0 == "\n" ? "\\n" : $0 == "\"" ? "\\\"" : String($0) }.joined()
    }

    /// Prose of about so many characters.
    static func prose(_ characters: Int, _ seed: Int) -> String {
        String(
            decoding: BenchTextSource.prose(bytes: characters, seed: UInt64(seed)), as: UTF8.self)
    }
}

/// Blocking work on a thread of its own.
func onThread<Value: Sendable>(
    _ work: @escaping @Sendable () throws(EngineError) -> Value
) async throws(EngineError) -> Value {
    let result: Result<Value, EngineError> = await withCheckedContinuation { continuation in
        let isStarted = BackgroundThread.start {
            continuation.resume(returning: Result { () throws(EngineError) in try work() })
        }
        if !isStarted {
            continuation.resume(returning: .failure(ServerConnection.failure("no thread", 0)))
        }
    }
    return try result.get()
}

/// The same on many threads at once; what they give, in order.
func onThreads<Value: Sendable>(
    _ count: Int, _ work: @escaping @Sendable (Int) throws(EngineError) -> Value
) async throws(EngineError) -> [Value] {
    let results = await withTaskGroup(of: (Int, Result<Value, EngineError>).self) { group in
        for index in 0..<count {
            group.addTask {
                do throws(EngineError) {
                    let value = try await onThread { () throws(EngineError) in try work(index) }
                    return (index, .success(value))
                } catch {
                    return (index, .failure(error))
                }
            }
        }
        var results: [(Int, Result<Value, EngineError>)] = []
        for await result in group { results.append(result) }
        return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
    var values: [Value] = []
    for result in results { values.append(try result.get()) }
    return values
}
