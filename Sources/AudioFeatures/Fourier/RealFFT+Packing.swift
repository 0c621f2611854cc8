/// Real signals as complex ones of half the length, and back.
///
/// Even samples become real parts and odd ones imaginary parts; the spectrum E + iO of
/// that is parted into X[k] = E[k] + e^(-2πik/N)·O[k] (Sorensen and others, "Real-valued
/// fast Fourier transform algorithms", 1987).
///
/// Callers guarantee: `length` samples, `binCount` real and imaginary parts each, memory
/// of this plan's workspace, nothing overlapping.
extension RealFFT {
    func forward(
        _ samples: UnsafePointer<Float>, _ spectrum: ComplexPlanes,
        using workspace: inout Workspace
    ) {
        workspace.memory.withUnsafeMutableBufferPointer { memory in
            // A workspace has 4 × length floats, at least 4.
            guard let memory = memory.baseAddress else { return }
            let half = length / 2
            switch core {
            case .half(let plan):
                let (first, second) = Self.planes(in: memory, of: half)
                Self.unweave(samples, to: first, count: half)
                let parts = plan.transform(first, second)
                part(parts, to: spectrum)
            case .halfKiss(let plan, _):
                plan.transform(samples, to: memory)
                let parts = ComplexPlanes(real: memory + length, imaginary: memory + length + half)
                Self.unweave(memory, to: parts, count: half)
                part(parts, to: spectrum)
            case .whole(let plan, _):
                let output = memory + 2 * length
                for index in 0..<length {
                    memory[2 * index] = samples[index]
                    memory[2 * index + 1] = 0
                }
                plan.transform(memory, to: output)
                Self.unweave(output, to: spectrum, count: binCount)
            }
        }
    }

    func inverse(
        real: UnsafePointer<Float>, imaginary: UnsafePointer<Float>,
        to samples: UnsafeMutablePointer<Float>, using workspace: inout Workspace
    ) {
        workspace.memory.withUnsafeMutableBufferPointer { memory in
            guard let memory = memory.baseAddress else { return }
            let half = length / 2
            switch core {
            case .half(let plan):
                let (first, second) = Self.planes(in: memory, of: half)
                unite(real, imaginary, to: first)
                // With the planes swapped it goes backward.
                let result = plan.transform(first.swapped, second.swapped).swapped
                Self.weave(result, to: samples, count: half)
            case .halfKiss(_, let plan):
                let parts = ComplexPlanes(real: memory + length, imaginary: memory + length + half)
                unite(real, imaginary, to: parts)
                Self.weave(parts, to: memory, count: half)
                plan.transform(memory, to: samples)
            case .whole(_, let plan):
                let scale = 1 / Float(length)
                memory[0] = real[0] * scale
                memory[1] = 0
                for bin in stride(from: 1, through: half, by: 1) {
                    let (low, high) = (2 * bin, 2 * (length - bin))
                    memory[low] = real[bin] * scale
                    memory[low + 1] = imaginary[bin] * scale
                    memory[high] = memory[low]
                    memory[high + 1] = -memory[low + 1]
                }
                let output = memory + 2 * length
                plan.transform(memory, to: output)
                for index in 0..<length { samples[index] = output[2 * index] }
            }
        }
    }

    /// Two buffers of complex numbers in 4 × `count` floats.
    private static func planes(
        in memory: UnsafeMutablePointer<Float>, of count: Int
    ) -> (ComplexPlanes, ComplexPlanes) {
        (
            ComplexPlanes(real: memory, imaginary: memory + count),
            ComplexPlanes(real: memory + 2 * count, imaginary: memory + 3 * count)
        )
    }

    /// Pairs into planes.
    private static func unweave(
        _ pairs: UnsafePointer<Float>, to planes: ComplexPlanes, count: Int
    ) {
        var index = 0
        while index + 4 <= count {
            let pairs = UnsafeRawPointer(pairs + 2 * index).loadUnaligned(as: SIMD8<Float>.self)
            planes.store(ComplexLanes(pairs.evenHalf, pairs.oddHalf), index)
            index += 4
        }
        while index < count {
            planes.real[index] = pairs[2 * index]
            planes.imaginary[index] = pairs[2 * index + 1]
            index += 1
        }
    }

    /// Planes into pairs.
    private static func weave(
        _ planes: ComplexPlanes, to pairs: UnsafeMutablePointer<Float>, count: Int
    ) {
        for index in 0..<count {
            pairs[2 * index] = planes.real[index]
            pairs[2 * index + 1] = planes.imaginary[index]
        }
    }

    /// The spectrum X of the whole from that of the pairs.
    private func part(_ pairs: ComplexPlanes, to spectrum: ComplexPlanes) {
        let half = length / 2
        spectrum.real[0] = pairs.real[0] + pairs.imaginary[0]
        spectrum.imaginary[0] = 0
        spectrum.real[half] = pairs.real[0] - pairs.imaginary[0]
        spectrum.imaginary[half] = 0
        turns.withUnsafeBufferPointer { turns in
            guard let cosines = turns.baseAddress else { return }
            let sines = cosines + half
            // Bin k goes with bin half - k. Four at once where there are four; the last
            // four overlap those before, to the same result.
            let last = half / 2
            guard last >= 4 else {
                for low in stride(from: 1, through: last, by: 1) {
                    let high = half - low
                    let even = (
                        0.5 * (pairs.real[low] + pairs.real[high]),
                        0.5 * (pairs.imaginary[low] - pairs.imaginary[high])
                    )
                    let odd = (
                        0.5 * (pairs.real[low] - pairs.real[high]),
                        0.5 * (pairs.imaginary[low] + pairs.imaginary[high])
                    )
                    let real = cosines[low] * odd.1 - sines[low] * odd.0
                    let imaginary = -(cosines[low] * odd.0 + sines[low] * odd.1)
                    spectrum.real[low] = even.0 + real
                    spectrum.imaginary[low] = even.1 + imaginary
                    spectrum.real[high] = even.0 - real
                    spectrum.imaginary[high] = imaginary - even.1
                }
                return
            }
            var next = 1
            while next <= last {
                let low = min(next, last - 3)
                let high = half - low - 3
                let (a, b) = (pairs.load(low), pairs.load(high))
                let (bReal, bImaginary) = (b.real.reversed, b.imaginary.reversed)
                let even = ComplexLanes((a.real + bReal) * 0.5, (a.imaginary - bImaginary) * 0.5)
                let odd = ComplexLanes((a.real - bReal) * 0.5, (a.imaginary + bImaginary) * 0.5)
                let (cosine, sine) = (cosines.lanes(at: low), sines.lanes(at: low))
                let real = cosine * odd.imaginary - sine * odd.real
                let imaginary = -(cosine * odd.real + sine * odd.imaginary)
                spectrum.store(ComplexLanes(even.real + real, even.imaginary + imaginary), low)
                spectrum.store(
                    ComplexLanes(
                        (even.real - real).reversed, (imaginary - even.imaginary).reversed), high)
                next += 4
            }
        }
    }

    /// The spectrum of the pairs from that of the whole, scaled by 1 ÷ (length ÷ 2).
    private func unite(
        _ real: UnsafePointer<Float>, _ imaginary: UnsafePointer<Float>, to pairs: ComplexPlanes
    ) {
        let half = length / 2
        // Half for taking the mean of two, and the scale of the transform.
        let scale = 0.5 / Float(half)
        pairs.real[0] = (real[0] + real[half]) * scale
        pairs.imaginary[0] = (real[0] - real[half]) * scale
        turns.withUnsafeBufferPointer { turns in
            guard let cosines = turns.baseAddress else { return }
            let sines = cosines + half
            for low in stride(from: 1, through: half / 2, by: 1) {
                let high = half - low
                let even = (real[low] + real[high], imaginary[low] - imaginary[high])
                let odd = (real[low] - real[high], imaginary[low] + imaginary[high])
                let turnedReal = cosines[low] * odd.0 - sines[low] * odd.1
                let turnedImaginary = sines[low] * odd.0 + cosines[low] * odd.1
                pairs.real[low] = (even.0 - turnedImaginary) * scale
                pairs.imaginary[low] = (even.1 + turnedReal) * scale
                pairs.real[high] = (even.0 + turnedImaginary) * scale
                pairs.imaginary[high] = (turnedReal - even.1) * scale
            }
        }
    }
}
