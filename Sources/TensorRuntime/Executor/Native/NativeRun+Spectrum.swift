internal import CKernels

extension NativeRun {
    /// Spectra of frames that lie wholly inside `x [batch, samples]`: products with the windowed
    /// basis, so that a frame's doesn't depend on the others.
    func spectrum(
        _ x: NativeArray, _ basis: NativeWeight, _ hop: Int
    ) -> (real: NativeArray, imaginary: NativeArray) {
        let (batch, samples) = (x.shape[0], x.shape[1])
        let (bins, width) = (basis.outputs / 2, basis.outputs)
        let frames = samples < basis.inputs ? 0 : (samples - basis.inputs) / hop + 1
        let x = x.strides[1] == 1 ? x : dense(x)
        let y = array(.float32, [batch, frames, width])
        for row in 0..<batch {
            product(
                frames, kernels_rows(x.floats + row * x.strides[0], hop), basis, nil,
                y.floats + row * frames * width, width)
        }
        withExtendedLifetime(x) {}
        let parts = y.transposed([0, 2, 1])
        return (parts.sliced(1, from: 0, bins), parts.sliced(1, from: bins, bins))
    }

    /// The windowed frames of spectra `[batch, bins, frames]`, overlapped and added.
    func signal(
        _ real: NativeArray, _ imaginary: NativeArray, _ basis: NativeWeight, _ size: Int,
        _ hop: Int
    ) -> NativeArray {
        let (batch, bins, frames) = (real.shape[0], real.shape[1], real.shape[2])
        let rows = array(.float32, [batch, 2 * bins, frames], order: [0, 2, 1])
        copy(real, to: rows.sliced(1, from: 0, bins))
        copy(imaginary, to: rows.sliced(1, from: bins, bins))
        let spread = Spread(kernel: size, stride: hop)
        let samples = spread.length(of: frames)
        let y = array(.float32, [batch, samples])
        y.floats.update(repeating: 0, count: y.count)
        for row in 0..<batch {
            addOverlapped(
                kernels_rows(rows.floats + row * frames * 2 * bins, 2 * bins), frames, basis,
                spread, channels: 1, y.floats + row * samples, samples)
        }
        withExtendedLifetime(rows) {}
        return y
    }
}
