import Glibc
import ModelBlocks
import VoiceConversion

/// Somebody who speaks into a recorder and is heard from a player: frames go from one through the
/// conversion to the other, and keys change how.
///
/// Not `Sendable`; one thread at a time, which it blocks.
final class LiveSession {
    /// Why it ended.
    enum End: Sendable {
        /// The recorder has closed its end.
        case recorderEnded
        /// The recorder gave nothing for too long.
        case recorderSilent
        /// Somebody wants no more of it.
        case asked
        case failed(LiveOutput.Failure)
    }

    private let recorder: Int32
    private let output: LiveOutput
    private var settings: LiveSettings
    private let gate: Double
    private let pool = ConversionPool(workers: 1)
    private let number: Int
    private let lookAhead: Int
    /// Bytes that don't make a frame yet.
    private var bytes: [UInt8] = []

    /// How long a recorder may give nothing, in seconds: some ask for permission first.
    static let patience = 15.0
    /// Frames that may wait before no more is read: a recorder of real sound has its own pace and
    /// doesn't come near it; a file is not to be read into memory.
    private static let mostExpected = 100
    /// How often it looks after everything, in milliseconds.
    private static let glance: Int32 = 50

    /// Begins.
    ///
    /// - Parameters:
    ///   - gate: The threshold of the gate where a key turns it on.
    ///   - recorder: The pipe that raw samples come from.
    ///   - output: Where they go.
    init(
        _ converter: LoadedConverter, _ settings: LiveSettings, gate: Double, from recorder: Int32,
        to output: LiveOutput
    ) throws(ConversionError) {
        self.recorder = recorder
        self.output = output
        self.settings = settings
        self.gate = gate
        lookAhead = converter.model.lookAhead
        number = pool.begin(try LiveConversion(converter, settings)) { output.take($0, $1) }
    }

    /// Goes on until something or somebody ends it, and what was said is played to its end.
    ///
    /// - Parameters:
    ///   - terminal: Whose keys change how; nil: none's.
    ///   - isEnded: Whether it is to end.
    ///   - show: Given what there is to see, many times a second.
    func run(
        _ terminal: KeyTerminal?, until isEnded: () -> Bool,
        showing show: (LiveFigures, LiveSettings) -> Void
    ) -> End {
        var terminal = terminal
        var lastHeard = ConversionPool.now()
        while true {
            if let failure = output.failure { return .failed(failure) }
            if isEnded() {
                finish()
                return .asked
            }
            let isFull = output.expected > Self.mostExpected
            var polls = [
                pollfd(fd: isFull ? -1 : recorder, events: Int16(POLLIN), revents: 0),
                pollfd(fd: terminal == nil ? -1 : STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&polls, 2, Self.glance)
            if polls[1].revents != 0, let keys = terminal?.pressed() {
                if keys.compactMap(LiveKey.init).contains(where: press) {
                    finish()
                    return .asked
                }
            } else if polls[1].revents != 0 {
                terminal = nil
            }
            let now = ConversionPool.now()
            if polls[0].revents != 0 {
                lastHeard = now
                guard listen(at: now) else {
                    finish()
                    return output.failure.map(End.failed) ?? .recorderEnded
                }
            } else if !isFull, now - lastHeard > Self.patience {
                return .recorderSilent
            }
            show(output.figures, settings)
        }
    }

    /// Does what a key says; whether that is to end.
    private func press(_ key: LiveKey) -> Bool {
        if case .quit = key { return true }
        key.change(&settings, gate: gate)
        pool.change(number, settings)
        return false
    }

    /// Takes what the recorder gives; false behind its end.
    private func listen(at time: Double) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 * 2 * LiveConversion.frameLength)
        let count = read(recorder, &buffer, buffer.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        guard count > 0 else { return false }
        bytes += buffer[..<count]
        let size = 2 * LiveConversion.frameLength
        var start = 0
        while bytes.count - start >= size {
            give(RawSamples.numbers(of: bytes[start..<start + size]), at: time)
            start += size
        }
        bytes.removeFirst(start)
        return true
    }

    private func give(_ frame: [Float], at time: Double) {
        output.expect(1)
        pool.give(frame, to: number, at: time)
    }

    /// What is still to come of what was said.
    private func finish() {
        let length = LiveConversion.frameLength
        let now = ConversionPool.now()
        let rest = RawSamples.numbers(of: bytes)
        if !rest.isEmpty {
            give(rest + [Float](repeating: 0, count: length - rest.count), at: now)
        }
        for _ in 0..<lookAhead { give([Float](repeating: 0, count: length), at: now) }
        pool.finish(number)
    }
}
