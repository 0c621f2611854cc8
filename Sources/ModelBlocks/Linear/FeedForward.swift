public import TensorRuntime

/// The part of a transformer layer that works on each frame alone.
public struct FeedForward: Sendable, Hashable {
    /// What is between the two linear layers.
    public enum Form: Sendable, Hashable {
        /// `down(activation(gate(x)) · up(x))`: SwiGLU with ``Activation/silu`` (Shazeer 2020).
        case gated(gate: String, up: String, down: String)
        /// As gated, gate and up in one weight, the gate first.
        case gatedTogether(gateUp: String, down: String)
        /// `second(activation(first(x)))`
        case plain(first: String, second: String)
    }
    /// Names and kind of the linear layers.
    public var form: Form
    /// Features inside.
    public var hidden: Int
    /// The function inside.
    public var activation: Activation
    /// Whether the linear layers have biases.
    public var bias: Bool

    /// The layers `gate_proj`, `up_proj` and `down_proj` of Llama and its descendants.
    public static func swiGLU(hidden: Int, bias: Bool = false) -> FeedForward {
        FeedForward(
            .gated(gate: "gate_proj", up: "up_proj", down: "down_proj"), hidden: hidden,
            activation: .silu, bias: bias)
    }

    /// The layers `linear1` and `linear2` of PyTorch's transformer.
    public static func gelu(hidden: Int, bias: Bool = true) -> FeedForward {
        FeedForward(
            .plain(first: "linear1", second: "linear2"), hidden: hidden, activation: .gelu(.exact),
            bias: bias)
    }

    /// Any of them.
    public init(_ form: Form, hidden: Int, activation: Activation, bias: Bool) {
        self.form = form
        self.hidden = hidden
        self.activation = activation
        self.bias = bias
    }
}

extension Layer {
    /// Two linear layers with a function between, frame by frame.
    ///
    /// - Parameter x: `[…, features]`; as many come out.
    public func feedForward(_ x: Value, _ settings: FeedForward) -> Value {
        guard let features = channels(of: x, .features) else { return nothing }
        let (hidden, bias) = (settings.hidden, settings.bias)
        switch settings.form {
        case .gated(let gate, let up, let down):
            let opened = (self / gate).linear(x, to: hidden, bias: bias)
            let raised = (self / up).linear(x, to: hidden, bias: bias)
            return (self / down).linear(
                activate(opened, settings.activation) * raised, to: features, bias: bias)
        case .gatedTogether(let gateUp, let down):
            let both = (self / gateUp).linear(x, to: 2 * hidden, bias: bias).split(2, axis: -1)
            return (self / down).linear(
                activate(both[0], settings.activation) * both[1], to: features, bias: bias)
        case .plain(let first, let second):
            let inner = (self / first).linear(x, to: hidden, bias: bias)
            return (self / second).linear(
                activate(inner, settings.activation), to: features, bias: bias)
        }
    }
}
