public import TensorRuntime

/// The residual unit of SEANet (Tagliasacchi et al. 2020) as SoundStream, EnCodec and Mimi use it.
public struct SEANetResidualUnit: Sendable, Hashable {
    /// The first convolution's kernel; the second's is 1.
    public var kernel: Int
    /// The first convolution's dilation.
    public var dilation: Int
    /// How much fewer channels there are inside.
    public var compression: Int
    /// What the convolutions see beyond the ends.
    public var padding: ConvolutionPadding
    /// Names of the convolutions, and of the one on the way around, if there is one.
    public var names: (first: String, second: String, shortcut: String?) {
        get { (firstName, secondName, shortcutName) }
        set { (firstName, secondName, shortcutName) = newValue }
    }
    private var firstName = "block.1.conv"
    private var secondName = "block.3.conv"
    private var shortcutName: String?

    /// The names are those of `transformers`' EnCodec and Mimi.
    public init(
        kernel: Int = 3, dilation: Int = 1, compression: Int = 2,
        padding: ConvolutionPadding = .causal(), hasShortcut: Bool = false
    ) {
        self.kernel = kernel
        self.dilation = dilation
        self.compression = compression
        self.padding = padding
        shortcutName = hasShortcut ? "shortcut.conv" : nil
    }
}

extension Layer {
    /// ELU, a dilated convolution, ELU, a convolution of kernel 1; and the way around.
    ///
    /// - Parameter x: `[batch, channels, frames]`
    public func seanetResidualUnit(_ x: Value, _ unit: SEANetResidualUnit) -> Value {
        guard let channels = channels(of: x, .signal) else { return nothing }
        guard unit.compression > 0, channels >= unit.compression else {
            return refuse("\(channels) channels divided by \(unit.compression)")
        }
        let inner = (self / unit.names.first).conv1d(
            activate(x, .elu()), to: channels / unit.compression, kernel: unit.kernel,
            dilation: unit.dilation, padding: unit.padding)
        let y = (self / unit.names.second).conv1d(
            activate(inner, .elu()), to: channels, kernel: 1, padding: unit.padding)
        guard let shortcut = unit.names.shortcut else { return apply(.binary(.add), x, y) }
        return (self / shortcut).conv1d(x, to: channels, kernel: 1, padding: unit.padding) + y
    }
}
