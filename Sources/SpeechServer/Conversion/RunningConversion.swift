import AudioSignal
import ConversionEngine
import ModelBlocks
import NIOCore
import SpeechSchedule
import Synchronization
import VoiceConversion

/// Somebody who is converted through a socket: bytes in, frames through the pool, bytes out.
///
/// The task that reads the socket calls its methods; what comes back goes out by a task of its own.
final class RunningConversion: Sendable {
    /// What came of frames.
    private enum Event: Sendable {
        case made([Float], LiveMeters)
        case failed(APIError)
        case last
    }

    /// What belongs to the task that reads.
    private struct Incoming {
        var resampler: LowDelayResampler
        /// Samples that don't make a frame yet.
        var samples: [Float] = []
        /// The first byte of a sample whose second is still to come.
        var byte: UInt8?
        /// Frames so far.
        var frames = 0
        var settings: LiveSettings
    }

    let rate: Int
    let isLive: Bool
    private let number: Int
    private let pool: ConversionPool
    private let place: ConversionPlaces.Place
    private let service: ConversionService
    private let credit = FrameCredit()
    private let incoming: Mutex<Incoming>
    private let lookAhead: Int
    private let events: AsyncStream<Event>.Continuation
    private let sending: Task<Void, Never>
    private let start = ContinuousClock.now

    /// Frames that are out at the most where the client waits for them: fewer than would be concealed.
    private static let mostOut = 8
    /// Seconds that somebody who speaks live may be ahead of the clock before they aren't read from.
    private static let mostAhead = 1.0
    /// Frames from one telling of meters to the next: four times a second.
    private static let framesOfMeters = 12

    /// - Parameters:
    ///   - send: Sends audio or a message; throws where the client has gone.
    ///   - over: Called when nothing more will be sent, unless it was cancelled.
    init(
        _ wishes: ConversionCommand.Wishes, rate: Int, isLive: Bool,
        _ service: ConversionService, place: ConversionPlaces.Place,
        send: @escaping @Sendable (Outgoing) async throws -> Void,
        over: @escaping @Sendable () -> Void
    ) async throws(APIError) {
        let voice = try await service.voice(named: wishes.target ?? "")
        let converter = try await service.load().converter
        var settings = LiveSettings(voice: voice)
        settings.pitchShift = wishes.pitch ?? 0
        settings.gate = wishes.gate ?? nil
        settings.bypasses = wishes.bypasses ?? false
        self.rate = rate
        self.isLive = isLive
        self.service = service
        self.place = place
        lookAhead = converter.model.lookAhead
        let own = SampleRate(ConversionModel.rate)
        let theirs = SampleRate(rate)
        incoming = Mutex(
            Incoming(
                resampler: LowDelayResampler(from: theirs, to: own), settings: settings))
        let (stream, continuation) = AsyncStream<Event>.makeStream()
        events = continuation
        let credit = credit
        pool = service.live
        do throws(ConversionError) {
            number = pool.begin(try LiveConversion(converter, settings)) { result, meters in
                switch result {
                case .success(let samples):
                    continuation.yield(.made(samples, meters))
                    // Whoever waits for all of it says next that this was the last.
                    credit.take(samples.count / LiveConversion.frameLength)
                case .failure(let error):
                    continuation.yield(.failed(.failure(error.description)))
                    credit.end()
                    continuation.finish()
                }
            }
        } catch {
            throw APIError(converting: error)
        }
        // A recording's sound begins where the recording does; somebody who speaks hears each
        // sample as late as the one before.
        let early = isLive ? 0 : lookAhead * LiveConversion.frameLength
        sending = Task {
            var resampler = LowDelayResampler(from: own, to: theirs)
            var (meters, sinceMeters, dropped) = (LiveMeters(), 0, 0)
            do {
                for await event in stream {
                    switch event {
                    case .made(let samples, let seen):
                        let skipped = min(early - dropped, samples.count)
                        dropped += skipped
                        let sound = resampler.process(Array(samples.dropFirst(skipped)))
                        if !sound.isEmpty { try await send(.audio(sound)) }
                        meters = seen
                        sinceMeters += samples.count / LiveConversion.frameLength
                        guard sinceMeters >= Self.framesOfMeters else { continue }
                        sinceMeters = 0
                        try await send(
                            .message(ConversionMessage("meters", meters, waiting: credit.count)))
                    case .failed(let error):
                        try await send(.message(.error(error, isOver: true)))
                    case .last:
                        let rest = resampler.finish()
                        if !rest.isEmpty { try await send(.audio(rest)) }
                        try await send(.message(ConversionMessage("finished", meters, waiting: 0)))
                    }
                }
            } catch {
                // The client has gone, which is noticed where its messages are read.
            }
            service.ended(meters)
            if !Task.isCancelled { over() }
        }
    }

    /// What goes to the client.
    enum Outgoing: Sendable {
        case audio([Float])
        case message(ConversionMessage)
    }

    /// The message that it begins with.
    func started(_ id: String, target: String, _ loaded: ConversionEngine.Loaded)
        -> ConversionMessage
    {
        var message = ConversionMessage("started")
        message.requestId = id
        message.voice = target
        message.executor = loaded.converter.executor
        message.sampleRate = rate
        message.sampleFormat = "s16le"
        message.frameMs = 1000 * LiveConversion.frameLength / ConversionModel.rate
        message.algorithmicMs = Int((loaded.converter.model.algorithmicLatency * 1e3).rounded())
        let (own, theirs) = (SampleRate(ConversionModel.rate), SampleRate(rate))
        let lag =
            LowDelayResampler(from: theirs, to: own).delay
            + LowDelayResampler(from: own, to: theirs).delay
        message.resamplingMs = (lag * 1e5).rounded() / 100
        return message
    }

    /// Takes PCM, 16 bit little-endian, and waits where too much of it is out.
    func take(_ bytes: ByteBuffer) async {
        let frames = incoming.withLock { incoming in
            let samples = Self.samples(of: bytes, &incoming.byte)
            incoming.samples += incoming.resampler.process(samples)
            return Self.frames(&incoming)
        }
        for frame in frames {
            if !isLive || isAhead {
                guard await credit.wait(most: Self.mostOut - 1) else { return }
            }
            give(frame)
        }
    }

    /// Whether more came than the clock allows somebody who speaks.
    private var isAhead: Bool {
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        let came =
            incoming.withLock { Double($0.frames) }
            * Double(LiveConversion.frameLength) / Double(ConversionModel.rate)
        return came - elapsed > Self.mostAhead
    }

    private func give(_ frame: [Float]) {
        credit.give(1)
        pool.give(frame, to: number)
    }

    /// Changes what may change, from the next frame on.
    func change(_ wishes: ConversionCommand.Wishes) async throws(APIError) {
        var voice: TargetVoice?
        if let target = wishes.target { voice = try await service.voice(named: target) }
        let settings = incoming.withLock { incoming in
            if let voice { incoming.settings.voice = voice }
            if let pitch = wishes.pitch { incoming.settings.pitchShift = pitch }
            if let gate = wishes.gate { incoming.settings.gate = gate }
            if let bypasses = wishes.bypasses { incoming.settings.bypasses = bypasses }
            return incoming.settings
        }
        pool.change(number, settings)
    }

    /// Converts what is still there, sends it and ends.
    func finish() async {
        let frames = incoming.withLock { incoming in
            incoming.samples += incoming.resampler.finish()
            let rest = incoming.samples.count % LiveConversion.frameLength
            let missing = rest > 0 ? LiveConversion.frameLength - rest : 0
            let silence = missing + lookAhead * LiveConversion.frameLength
            incoming.samples += [Float](repeating: 0, count: silence)
            return Self.frames(&incoming)
        }
        for frame in frames {
            guard await credit.wait(most: Self.mostOut - 1) else { return await sending.value }
            give(frame)
        }
        if await credit.wait(most: 0) { events.yield(.last) }
        events.finish()
        pool.end(number)
        await sending.value
    }

    /// Ends at once; what is still there is forgotten.
    func cancel() async {
        pool.end(number)
        credit.end()
        events.finish()
        sending.cancel()
        await sending.value
    }

    private static func frames(_ incoming: inout Incoming) -> [[Float]] {
        let size = LiveConversion.frameLength
        let count = incoming.samples.count / size
        let frames = (0..<count).map { Array(incoming.samples[$0 * size..<($0 + 1) * size]) }
        incoming.samples.removeFirst(count * size)
        incoming.frames += count
        return frames
    }

    private static func samples(of bytes: ByteBuffer, _ pending: inout UInt8?) -> [Float] {
        var samples: [Float] = []
        samples.reserveCapacity(bytes.readableBytes / 2 + 1)
        for byte in bytes.readableBytesView {
            guard let low = pending else {
                pending = byte
                continue
            }
            samples.append(Float(Int16(bitPattern: UInt16(byte) << 8 | UInt16(low))) / 32_768)
            pending = nil
        }
        return samples
    }
}
