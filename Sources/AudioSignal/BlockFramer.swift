/// Cuts a stream into blocks of a set duration.
///
/// Where the duration is no whole number of samples (25 ms at 22,050 Hz is 551.25)
/// the blocks differ by one sample so that block boundary *k* lies at the sample
/// nearest to *k* durations: the average is exact however long the stream. The last
/// block, from ``finish()``, is the remainder.
public struct BlockFramer: Sendable {
    /// The rate of the stream.
    public let rate: SampleRate
    /// The duration of a block.
    public let block: Duration

    /// Samples per block, times ``scale``.
    private let scaledLength: Int128
    private static let scale: Int128 = 1_000_000_000_000_000_000

    private var pending: [Float] = []
    private var index: Int128 = 0

    /// Starts a stream of blocks.
    ///
    /// - Parameter block: At least one sample; shorter ones count as one sample,
    ///   longer ones than a minute as a minute.
    public init(rate: SampleRate, block: Duration) {
        self.rate = rate
        self.block = block
        let (seconds, attoseconds) = min(block, .seconds(60)).components
        let exact = (Int128(seconds) * Self.scale + Int128(attoseconds)) * Int128(rate.hertz)
        scaledLength = max(exact, Self.scale)
    }

    /// The length of the block that comes next, in samples.
    public var nextLength: Int { Int(boundary(index + 1) - boundary(index)) }

    /// Samples that wait for the rest of their block.
    public var pendingCount: Int { pending.count }

    /// Takes the next samples and gives the blocks that are complete.
    public mutating func process(_ samples: [Float]) -> [[Float]] {
        var blocks: [[Float]] = []
        var rest = samples[...]
        while true {
            let length = nextLength
            let missing = length - pending.count
            guard rest.count >= missing else { break }
            if pending.isEmpty {
                blocks.append([Float](rest.prefix(missing)))
            } else {
                pending += rest.prefix(missing)
                blocks.append(pending)
                pending = []
            }
            rest = rest.dropFirst(missing)
            index += 1
        }
        if !rest.isEmpty {
            if pending.isEmpty { pending.reserveCapacity(nextLength) }
            pending += rest
        }
        return blocks
    }

    /// Ends the stream; gives what is left of it, nil where nothing is.
    public mutating func finish() -> [Float]? {
        defer { pending = [] }
        return pending.isEmpty ? nil : pending
    }

    /// The sample nearest to the end of a number of blocks.
    private func boundary(_ index: Int128) -> Int128 {
        (index * scaledLength + Self.scale / 2) / Self.scale
    }
}
