/// The sizes of a recogniser of phones: a small network that tells of each frame of a mel spectrum
/// which phone it hears, or none (a blank), so that what is said follows without anybody having
/// told where in the recording (connectionist temporal classification; Graves et al., ICML 2006).
///
/// Built by `Layer.phoneLogits`.
public struct PhoneRecognizer: Sendable, Hashable {
    /// Kinds of phones that it tells from each other, without the blank.
    public var phones: Int
    /// Bands of the mel spectrum.
    public var bands: Int
    /// Channels of its blocks.
    public var width: Int
    /// Features inside a block.
    public var hidden: Int
    /// Blocks.
    public var depth: Int
    /// Frames that each of them sees, and the layer before them.
    public var kernel: Int
    /// Part of what blocks add that is dropped while training.
    public var dropout: Float

    /// A recogniser of so many kinds of phones. Each block sees 0.1 s at 80 frames a second, all of
    /// them together a third of a second to both sides: a syllable or two, no whole words.
    public init(
        phones: Int, bands: Int = 80, width: Int = 160, hidden: Int = 480, depth: Int = 5,
        kernel: Int = 9, dropout: Float = 0.1
    ) {
        self.phones = phones
        self.bands = bands
        self.width = width
        self.hidden = hidden
        self.depth = depth
        self.kernel = kernel
        self.dropout = dropout
    }

    /// The number that stands for no phone; phones are counted from 1.
    public static let blank = 0

    /// Numbers that the network gives for each frame: the blank's and each phone's.
    public var classes: Int { phones + 1 }
}
