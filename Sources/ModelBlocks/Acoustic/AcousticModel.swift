/// A non-autoregressive acoustic model, as FastSpeech 2 (Ren et al. 2021) with ConvNeXt blocks:
/// phonemes → durations, pitch and energy of each → frames of a mel spectrum with pitch and
/// voicing.
///
/// It is two networks, `acousticEncoder(_:counts:speakers:_:)` over whole
/// phrases and `acousticDecoder(_:speakers:_:)` over as many frames
/// at a time as one likes. Between them the host decides how long each token lasts
/// (``FrameExpansion``) and may change pitch and energy.
public struct AcousticModel: Sendable, Hashable {
    /// Rows of the tables that a token's four numbers are looked up in.
    public var inventory: Inventory
    /// Rows of the speakers' table.
    public var speakers: Int
    /// Bands of the mel spectrum.
    public var bands: Int
    /// Channels of the blocks.
    public var width: Int
    /// Features inside a block.
    public var hidden: Int
    /// Blocks over tokens, and their kernel.
    public var encoder: Blocks
    /// Blocks that tell durations.
    public var duration: Blocks
    /// Blocks that tell pitch and energy.
    public var prosody: Blocks
    /// Blocks over frames.
    public var decoder: Blocks
    /// Heads of the encoder's self-attention, which is in the middle of its blocks; 0: none.
    public var heads: Int
    /// Part of what blocks add that is dropped while training.
    public var dropout: Float

    /// How many blocks there are, and how far each sees.
    public struct Blocks: Sendable, Hashable {
        /// How many.
        public var depth: Int
        /// Kernel of their convolutions.
        public var kernel: Int

        /// Blocks of a kernel.
        public init(_ depth: Int, kernel: Int) {
            self.depth = depth
            self.kernel = kernel
        }
    }

    /// How many numbers there are for each property of a token.
    public struct Inventory: Sendable, Hashable {
        /// Phonemes of all languages, pauses among them.
        public var phonemes: Int
        /// Stresses and tones.
        public var stresses: Int
        /// Places in a word.
        public var positions: Int
        /// Languages.
        public var languages: Int

        /// As many of each.
        public init(phonemes: Int, stresses: Int, positions: Int, languages: Int) {
            self.phonemes = phonemes
            self.stresses = stresses
            self.positions = positions
            self.languages = languages
        }

        /// With the names that their tables have, in the order of a token's numbers.
        var tables: [(name: String, count: Int)] {
            [
                ("phoneme", phonemes), ("stress", stresses), ("position", positions),
                ("language", languages),
            ]
        }
    }

    /// The sizes of Wren's prototype, with about 4 million parameters, unless said otherwise.
    public init(
        inventory: Inventory, speakers: Int, bands: Int = 80, width: Int = 256, hidden: Int = 768,
        encoder: Blocks = Blocks(4, kernel: 5), duration: Blocks = Blocks(1, kernel: 3),
        prosody: Blocks = Blocks(1, kernel: 5), decoder: Blocks = Blocks(5, kernel: 7),
        heads: Int = 4, dropout: Float = 0.1
    ) {
        self.inventory = inventory
        self.speakers = speakers
        self.bands = bands
        self.width = width
        self.hidden = hidden
        self.encoder = encoder
        self.duration = duration
        self.prosody = prosody
        self.decoder = decoder
        self.heads = heads
        self.dropout = dropout
    }

    /// Frames before a frame that it depends on through the decoder, and frames after it. With as
    /// many around a window, the window's frames are those of the whole.
    public var reach: (before: Int, after: Int) {
        (decoder.depth * ((decoder.kernel - 1) / 2), decoder.depth * (decoder.kernel / 2))
    }

    /// Deviations of log pitch are about 0.2; times this they are of the size of features.
    public static let pitchScale = 4.0
}
