extension RealFFT {
    /// ``forward(_:real:imaginary:using:)`` of arrays.
    func forward(
        _ samples: [Float], _ real: inout [Float], _ imaginary: inout [Float],
        _ workspace: inout Workspace
    ) {
        var realSpan = real.mutableSpan
        var imaginarySpan = imaginary.mutableSpan
        forward(samples.span, real: &realSpan, imaginary: &imaginarySpan, using: &workspace)
    }

    /// ``inverse(real:imaginary:samples:using:)`` of arrays.
    func inverse(
        _ real: [Float], _ imaginary: [Float], _ samples: inout [Float],
        _ workspace: inout Workspace
    ) {
        var span = samples.mutableSpan
        inverse(real: real.span, imaginary: imaginary.span, samples: &span, using: &workspace)
    }
}
