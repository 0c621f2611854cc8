/// StreamVC (Yang et al. 2024): voice conversion that runs along with the speaker.
///
/// Three networks: a causal encoder of what is said, an encoder of who is to say it, and a causal
/// decoder that is told both and melody and loudness beside. Frames are ``hop`` samples. The
/// decoder lags behind the encoder by ``lookAhead`` frames, so that what it says of a frame has
/// heard as much of the future.
public struct ConversionModel: Sendable, Hashable {
    /// Tells what is said.
    public var content: Encoder
    /// What is said becomes vectors of codebooks: whatever else the encoder knows gets lost. nil:
    /// its features are told as they are.
    public var bottleneck: ResidualQuantizer?
    /// Tells who speaks.
    public var speaker: Encoder
    /// Makes samples.
    public var decoder: Decoder
    /// Frames of the future that a frame's sound depends on: 1 (40 ms with the frame itself) or 2.
    public var lookAhead: Int

    /// Samples per second.
    public static let rate = 16_000
    /// What an encoder's layers divide time by, which makes a frame of samples.
    static let strides = [2, 4, 5, 8]
    /// Samples of a frame.
    public static let hop = strides.reduce(1, *)

    /// A causal convolutional encoder: 16 · `channels` at the end.
    public struct Encoder: Sendable, Hashable {
        /// Channels of the first layer; each of the four downward ones doubles them.
        public var channels: Int
        /// Features that come out of each frame.
        public var width: Int

        /// An encoder of these sizes.
        public init(channels: Int, width: Int = 64) {
            self.channels = channels
            self.width = width
        }
    }

    /// A causal convolutional decoder whose residual units are modulated by the speaker.
    public struct Decoder: Sendable, Hashable {
        /// Channels of the first layer.
        public var width: Int
        /// What follows it.
        public var blocks: [Block]
        /// What makes samples of the last block's features.
        public var head: Head
        /// Features of melody and loudness that come in with each frame.
        public var side: Int
        /// Whether the speaker modulates what goes into each residual unit; otherwise it is told
        /// once, beside the content.
        public var modulates = true

        /// A transposed convolution and three residual units.
        public struct Block: Sendable, Hashable {
            /// What it multiplies the number of frames by.
            public var rate: Int
            /// Channels that come out.
            public var width: Int

            /// A block of these sizes.
            public init(rate: Int, width: Int) {
                self.rate = rate
                self.width = width
            }
        }

        /// How samples are made.
        public enum Head: String, Sendable, Hashable, Codable {
            /// By a convolution, of as many frames as samples: the paper's.
            case waveform
            /// By filtering pulses of the pitch and noise, `Layer.sourceFilterHead`.
            case sourceFilter
        }

        /// A decoder of these sizes.
        public init(width: Int, blocks: [Block], head: Head, side: Int = 10) {
            self.width = width
            self.blocks = blocks
            self.head = head
            self.side = side
        }

        /// The paper's, with `channels` in the last block.
        public static func waveform(channels: Int) -> Decoder {
            Decoder(
                width: 16 * channels,
                blocks: strides.reversed().enumerated().map {
                    Block(rate: $1, width: channels << (3 - $0))
                }, head: .waveform)
        }

        /// One whose head filters pulses and noise every 10 ms.
        public static func sourceFilter(width: Int, blocks: [Block]) -> Decoder {
            Decoder(width: width, blocks: blocks, head: .sourceFilter)
        }

        /// What the blocks multiply the number of frames by.
        var rate: Int { blocks.reduce(1) { $0 * $1.rate } }

        /// Windows that pulses and noise are filtered in: three over each sample.
        public var transform: ShortTimeFourier {
            let hop = max(ConversionModel.hop / max(rate, 1), 1)
            return ShortTimeFourier(size: 3 * hop, hop: hop, placement: .causal)
        }

        /// Samples that the head lags behind what it is given, beside the frames of ``lookAhead``.
        var delay: Int { head == .waveform ? 0 : transform.size - transform.hop }
    }

    /// A model of these parts.
    public init(content: Encoder, speaker: Encoder, decoder: Decoder, lookAhead: Int) {
        self.content = content
        self.speaker = speaker
        self.decoder = decoder
        self.lookAhead = lookAhead
    }

    /// The paper's sizes: 26 million parameters that run.
    public static let full = ConversionModel(
        content: Encoder(channels: 64), speaker: Encoder(channels: 32),
        decoder: .waveform(channels: 40), lookAhead: 2)

    /// Half of the channels: a quarter of the work.
    public static let lite = ConversionModel(
        content: Encoder(channels: 32), speaker: Encoder(channels: 16),
        decoder: .waveform(channels: 20), lookAhead: 2)

    /// Seconds from a sound to its conversion if computing took no time: a frame is complete after
    /// its own length, and waits for those of the look-ahead.
    public var algorithmicLatency: Double {
        Double((1 + lookAhead) * Self.hop) / Double(Self.rate)
    }

    /// Frames from the middle of the newest frame whose pitch is known, which is the last but one
    /// that came, to the end of the pulses that are filtered in the same step: these lie as far
    /// behind what came as the look-ahead without the head's own lag.
    var pitchLead: Double { 1.5 + Double(decoder.delay / Self.hop - lookAhead) }
}

extension ConversionModel.Decoder {
    private static var strides: [Int] { ConversionModel.strides }
}
