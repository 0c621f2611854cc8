public import TensorRuntime

extension Layer {
    /// A long short-term memory (Hochreiter and Schmidhuber 1997), layer on layer.
    ///
    /// Parameters as PyTorch's: `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, and
    /// with `_reverse` for the way back. While stepping each layer keeps `h` and `c`.
    ///
    /// - Parameters:
    ///   - x: `[batch, frames, features]`
    ///   - hidden: Features of each direction that come out.
    ///   - bidirectional: Whether sequences are read backwards too; whole sequences only.
    public func lstm(
        _ x: Value, hidden: Int, layers: Int = 1, bidirectional: Bool = false
    ) -> Value {
        recurrent(
            x, .lstm(hidden: hidden, bidirectional: bidirectional), gates: 4, states: ["h", "c"],
            hidden: hidden, layers: layers, bidirectional: bidirectional)
    }

    /// A gated recurrent unit (Cho et al. 2014) in PyTorch's form, layer on layer. Parameters as
    /// those of ``lstm(_:hidden:layers:bidirectional:)``. While stepping each layer keeps `h`.
    public func gru(
        _ x: Value, hidden: Int, layers: Int = 1, bidirectional: Bool = false
    ) -> Value {
        recurrent(
            x, .gru(hidden: hidden, bidirectional: bidirectional), gates: 3, states: ["h"],
            hidden: hidden, layers: layers, bidirectional: bidirectional)
    }

    private func recurrent(
        _ x: Value, _ operation: TensorRuntime.Operation, gates: Int, states: [String],
        hidden: Int, layers: Int, bidirectional: Bool
    ) -> Value {
        guard hidden > 0, layers > 0 else {
            return refuse("\(layers) layers of \(hidden) features, both begin at 1")
        }
        guard !isStepping || !bidirectional else {
            return refuse("it reads backwards too, so it can't run in steps")
        }
        let directions = bidirectional ? 2 : 1
        var y = x
        for layer in 0..<layers {
            guard let features = channels(of: y, .sequence) else { return nothing }
            var inputs = [y]
            for state in states {
                // The operator has directions outermost, a stream's state has the batch.
                inputs.append(
                    isStepping
                        ? kept("\(state)_l\(layer)", [x.size(0), 1, Dimension(hidden)])
                            .reshaped([1, x.size(0), Dimension(hidden)])
                        : filled(
                            [Dimension(directions), x.size(0), Dimension(hidden)], with: Float(0)))
            }
            for suffix in bidirectional ? ["", "_reverse"] : [""] {
                let rows = gates * hidden
                inputs += [
                    parameter("weight_ih_l\(layer)\(suffix)", [rows, features]),
                    parameter("weight_hh_l\(layer)\(suffix)", [rows, hidden]),
                    parameter("bias_ih_l\(layer)\(suffix)", [rows]),
                    parameter("bias_hh_l\(layer)\(suffix)", [rows]),
                ]
            }
            let results = apply(operation, to: inputs)
            y = results[0]
            guard isStepping else { continue }
            for (state, result) in zip(states, results.dropFirst()) {
                keep(
                    result.reshaped([x.size(0), 1, Dimension(hidden)]), as: "\(state)_l\(layer)")
            }
        }
        return y
    }
}
