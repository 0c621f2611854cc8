public import TensorRuntime

extension Layer {
    /// What a recogniser makes of spectra: logits of the blank and of each phone,
    /// `[batch, frames, phones + 1]`.
    ///
    /// Parameters: `embed`, `norm`, `convnext.0`…, `final_layer_norm`, `out`, and
    /// `statistics.mel.mean` and `statistics.mel.deviation` `[bands]`, by which spectra are
    /// normalised.
    ///
    /// - Parameters:
    ///   - mel: Logarithms of mel bands, `[batch, frames, bands]`.
    ///   - counts: int64 `[batch]`, frames of each row; what follows them is padding and bears upon
    ///     nothing. Nil: all frames are the rows' own.
    public func phoneLogits(
        _ mel: Value, counts: Value? = nil, _ recognizer: PhoneRecognizer
    ) -> Value {
        if mel.isNothing { return nothing }
        guard mel.shape.count == 3, mel.shape[2] == Dimension(recognizer.bands) else {
            return refuse(
                "mel is \(mel.shape), it must be [batch, frames, \(recognizer.bands)]")
        }
        let mask = counts.map {
            valid($0, mel.size(1)).cast(to: .float32).addingAxis(1)
        }
        /// Convolutions see zeros beyond each row's end, as they would if it were alone.
        func masked(_ x: Value) -> Value { mask.map { x * $0 } ?? x }

        let statistics = self / "statistics" / "mel"
        let normal =
            (mel - statistics.parameter("mean", [recognizer.bands]))
            / statistics.parameter("deviation", [recognizer.bands])
        let embedded = (self / "embed").conv1d(
            masked(normal.transposed(0, 2, 1)), to: recognizer.width, kernel: recognizer.kernel)
        let start = (self / "norm").layerNorm(embedded.transposed(0, 2, 1), epsilon: 1e-6)
        let x = (0..<recognizer.depth).reduce(masked(start.transposed(0, 2, 1))) { x, number in
            masked(
                (self / "convnext" / number).convNeXtBlock(
                    x, hidden: recognizer.hidden, kernel: recognizer.kernel,
                    dropout: recognizer.dropout))
        }
        let heard = (self / "final_layer_norm").layerNorm(x.transposed(0, 2, 1), epsilon: 1e-6)
        return (self / "out").linear(heard, to: recognizer.classes)
    }
}
