/// Spectra of the frames of a signal, one after the other.
public struct ComplexSpectrogram: Hashable, Sendable {
    /// Bins of a frame, from 0 to half the sample rate.
    public let binCount: Int
    /// The real parts, frame by frame: frames × bins.
    public private(set) var real: [Float]
    /// The imaginary parts, frame by frame: frames × bins.
    public private(set) var imaginary: [Float]

    /// Makes one without frames.
    ///
    /// - Parameter binCount: At least 1.
    public init(binCount: Int) {
        precondition(binCount > 0, "a spectrum has at least one bin")
        self.binCount = binCount
        real = []
        imaginary = []
    }

    /// Makes one of its parts, frames × bins each.
    ///
    /// - Precondition: Both have as many values, a multiple of `binCount`.
    public init(binCount: Int, real: [Float], imaginary: [Float]) {
        precondition(binCount > 0, "a spectrum has at least one bin")
        precondition(
            real.count == imaginary.count && real.count.isMultiple(of: binCount),
            "parts of different or broken length")
        self.binCount = binCount
        self.real = real
        self.imaginary = imaginary
    }

    /// How many frames there are.
    public var frameCount: Int { real.count / binCount }

    /// The absolute values, frame by frame.
    public var magnitudes: [Float] {
        zip(real, imaginary).map { ($0 * $0 + $1 * $1).squareRoot() }
    }

    /// Removes all frames and keeps the room they took.
    public mutating func removeAll() {
        real.removeAll(keepingCapacity: true)
        imaginary.removeAll(keepingCapacity: true)
    }

    /// Removes the first frames.
    ///
    /// - Precondition: There are as many.
    public mutating func removeFirst(_ frames: Int) {
        real.removeFirst(frames * binCount)
        imaginary.removeFirst(frames * binCount)
    }

    /// Makes room for frames to come.
    mutating func reserve(_ frames: Int) {
        real.reserveCapacity(real.count + frames * binCount)
        imaginary.reserveCapacity(imaginary.count + frames * binCount)
    }

    /// Appends a frame that `write` fills; room of ``binCount`` parts each.
    mutating func appendFrame(_ write: (ComplexPlanes) -> Void) {
        let start = real.count
        real.append(contentsOf: repeatElement(0, count: binCount))
        imaginary.append(contentsOf: repeatElement(0, count: binCount))
        real.withUnsafeMutableBufferPointer { real in
            imaginary.withUnsafeMutableBufferPointer { imaginary in
                // Not empty: a frame was appended to each.
                guard let real = real.baseAddress, let imaginary = imaginary.baseAddress
                else { return }
                write(ComplexPlanes(real: real + start, imaginary: imaginary + start))
            }
        }
    }
}
