public import TensorRuntime

extension Value {
    /// The numbers of the vectors of a codebook that are nearest by Euclid's distance.
    ///
    /// - Parameter codebook: `[size, width]`, for vectors `[…, width]`.
    /// - Returns: int64 `[…]`; of equally near ones the first.
    public func nearest(in codebook: Value) -> Value {
        // |x - c|² = |x|² - 2 x·c + |c|², and |x|² is the same for all.
        (matMul(codebook.transposed(1, 0)) * 2 - (codebook * codebook).sum(1)).argMax(-1)
    }
}
