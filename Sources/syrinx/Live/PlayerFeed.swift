import CGlibc
import Glibc
import SpeechEngine
import VoiceConversion

/// The way of converted sound to a player: never more of it waits than a few frames, so that
/// what is heard doesn't grow older where the player is slow, and nobody waits for the player.
struct PlayerFeed {
    /// Why nothing more can be played.
    enum Failure: Error, Equatable {
        /// The player has closed its end.
        case gone
        /// The player has taken nothing for too long.
        case stuck
        case system(reason: String)
    }

    private let pipe: Int32
    private var pacer = PlayoutPacer(most: 3 * LiveConversion.frameLength)
    /// What the player would have played by this machine's clock.
    private var clock = PlaybackClock(preBuffer: .zero)
    private let start = ContinuousClock.now
    private var lastTaken = ContinuousClock.now

    /// How long a player may take nothing.
    static let patience = Duration.seconds(5)

    /// - Parameter pipe: To the player.
    init(to pipe: Int32) {
        self.pipe = pipe
        // A page more than what may wait can lie across: pages are free only when all of them is
        // read.
        _ = cglibc_pipe_size(pipe, 4 * 4096)
        _ = fcntl(pipe, F_SETFL, O_NONBLOCK)
    }

    /// Frames left out since the player was behind.
    var leftOut: Int { pacer.leftOut }
    /// How often the player ran dry.
    var underruns: Int { clock.underruns }
    /// Samples that wait for the player.
    var waiting: Int { max(Int(cglibc_pipe_waiting(pipe)), 0) / 2 }

    /// Plays whole frames.
    mutating func play(_ samples: [Float]) throws(Failure) {
        let length = LiveConversion.frameLength
        if clock.handedOver == .zero {
            // So that a frame which takes a little longer than the one before isn't one too late.
            try write([Float](repeating: 0, count: length))
        }
        for start in stride(from: 0, to: samples.count, by: length) {
            try write(Array(samples[start..<min(start + length, samples.count)]))
        }
    }

    private mutating func write(_ frame: [Float]) throws(Failure) {
        let waiting = waiting
        let now = ContinuousClock.now
        if waiting + frame.count <= pacer.most { lastTaken = now }
        guard now - lastTaken < Self.patience else { throw .stuck }
        let played = pacer.next(frame, waiting: waiting)
        guard !played.isEmpty else { return }
        let bytes = RawSamples.bytes(of: played)
        while true {
            // Whole or not at all: it is shorter than what a pipe takes at once.
            let count = Glibc.write(pipe, bytes, bytes.count)
            if count == bytes.count { break }
            switch errno {
            case EINTR: continue
            case EPIPE: throw .gone
            // A system may give smaller pipes.
            case EAGAIN: _ = pacer.next(frame, waiting: pacer.most)
            default: throw .system(reason: String(cString: strerror(errno)))
            }
            return
        }
        clock.handOver(
            .seconds(Double(frame.count) / Double(LiveConversion.rate)), at: now - start)
    }
}
