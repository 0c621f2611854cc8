import AudioFeatures
import Testing

/// The spectrum of samples by a plan of their own.
func spectrum(_ samples: [Float]) throws -> (real: [Float], imaginary: [Float]) {
    let fft = try RealFFT(length: samples.count)
    var workspace = RealFFT.Workspace(for: fft)
    var real = [Float](repeating: 0, count: fft.binCount)
    var imaginary = real
    var realSpan = real.mutableSpan
    var imaginarySpan = imaginary.mutableSpan
    fft.forward(
        samples.span, real: &realSpan, imaginary: &imaginarySpan, using: &workspace)
    return (real, imaginary)
}

/// The signal of a spectrum.
func signal(_ real: [Float], _ imaginary: [Float], length: Int) throws -> [Float] {
    let fft = try RealFFT(length: length)
    var workspace = RealFFT.Workspace(for: fft)
    var samples = [Float](repeating: 0, count: length)
    var span = samples.mutableSpan
    fft.inverse(
        real: real.span, imaginary: imaginary.span, samples: &span, using: &workspace)
    return samples
}

/// By KissFFT (1 to 22, 45, 1001) and by our own stages of 2, 3, 4 and 5.
private let lengths = [1, 2, 3, 5, 6, 7, 10, 16, 22, 32, 45, 200, 400, 800, 1001, 1920]

@Test(arguments: lengths)
func `spectra are NumPy's`(length: Int) throws {
    let golden = Golden.audio
    let (real, imaginary) = try spectrum(golden["fft.\(length).x"].values)
    let both = golden["fft.\(length).real"].values + golden["fft.\(length).imaginary"].values
    #expect(error(real + imaginary, both) < 1e-6)
}

@Test(arguments: lengths + [4, 8, 12, 14, 64, 96, 120, 240, 250, 480, 512, 1024, 2048, 8192])
func `a spectrum gives its signal back`(length: Int) throws {
    let samples = noise(length, seed: UInt64(length))
    let (real, imaginary) = try spectrum(samples)
    #expect(error(try signal(real, imaginary, length: length), samples) < 2e-6)
}

@Test(arguments: [31, 96, 400, 1024])
func `power is the same in time and frequency`(length: Int) throws {
    let samples = noise(length, seed: 3)
    let (real, imaginary) = try spectrum(samples)
    let powers = zip(real, imaginary).map { Double($0 * $0 + $1 * $1) }
    // All but the first bin, and the last of an even length, stand for two.
    var total = 2 * powers.reduce(0, +) - powers[0]
    if length.isMultiple(of: 2) { total -= powers[length / 2] }
    let expected = samples.reduce(0.0) { $0 + Double($1 * $1) } * Double(length)
    #expect(abs(total / expected - 1) < 1e-6)
}

@Test(arguments: [45, 400, 512])
func `the spectrum of a sum is the sum of spectra`(length: Int) throws {
    let (a, b) = (noise(length, seed: 4), noise(length, seed: 5))
    let sum = zip(a, b).map { 0.5 * $0 - 3 * $1 }
    let (ofA, ofB, ofSum) = (try spectrum(a), try spectrum(b), try spectrum(sum))
    let expected =
        zip(ofA.real + ofA.imaginary, ofB.real + ofB.imaginary).map { 0.5 * $0 - 3 * $1 }
    #expect(error(ofSum.real + ofSum.imaginary, expected) < 1e-6)
}

@Test func `threads share a plan`() async throws {
    let fft = try RealFFT(length: 400)
    let signals = (0..<8).map { noise(400, seed: $0) }
    let alone = try signals.map { try spectrum($0).real }
    let together = await withTaskGroup(of: (Int, [Float]).self) { group in
        for (index, samples) in signals.enumerated() {
            group.addTask {
                var workspace = RealFFT.Workspace(for: fft)
                var real = [Float](repeating: 0, count: fft.binCount)
                var imaginary = real
                for _ in 0..<20 {
                    var realSpan = real.mutableSpan
                    var imaginarySpan = imaginary.mutableSpan
                    fft.forward(
                        samples.span, real: &realSpan, imaginary: &imaginarySpan,
                        using: &workspace)
                }
                return (index, real)
            }
        }
        return await group.reduce(into: [Int: [Float]]()) { $0[$1.0] = $1.1 }
    }
    for (index, real) in alone.enumerated() { #expect(together[index] == real) }
}

@Test(arguments: [0, -1, 65_537, .max, .min])
func `a length out of range is refused`(length: Int) {
    #expect(
        throws: AudioFeatureError.outOfRange(
            field: "fftLength", value: length, allowed: 1...65_536)
    ) { try RealFFT(length: length) }
}

@Test func `a length that would take seconds is refused with a better one`() throws {
    #expect(
        throws: AudioFeatureError.slowLength(length: 65_521, factor: 65_521, suggestion: 65_536)
    ) { try RealFFT(length: 65_521) }
    // 1103 is prime and quick enough.
    #expect(try RealFFT(length: 2206).binCount == 1104)
}
