/// Cuts a padded signal into overlapping frames as it arrives.
///
/// The frames don't depend on the pieces in which samples come: whole signals go the
/// same way.
struct FrameCutter: Sendable {
    private let length: Int
    private let hop: Int
    private let padding: Int
    private let filling: STFTSettings.Filling

    /// The padded signal from some sample on.
    private var buffer: [Float] = []
    /// Where in the buffer the next frame begins; behind its end where hops are long.
    private var next = 0
    /// Whether the padding at the beginning is in the buffer.
    private var isPadded = false

    /// Samples taken in at a time, so that the buffer stays in the processor's cache.
    private static let piece = 8192

    /// Starts a signal. The settings must have been checked.
    init(_ settings: STFTSettings) {
        length = settings.fftLength
        hop = settings.hop
        padding = settings.paddingLength
        filling = settings.filling
    }

    /// Takes samples and gives `body` each frame that is complete, `length` samples.
    mutating func push(_ samples: Span<Float>, _ body: (UnsafePointer<Float>) -> Void) {
        var taken = 0
        while taken < samples.count {
            let end = min(taken + Self.piece, samples.count)
            samples.extracting(taken..<end).withUnsafeBufferPointer {
                buffer.append(contentsOf: $0)
            }
            taken = end
            if !isPadded {
                // Mirroring takes the sample after the padding too.
                guard filling == .zeros || buffer.count > padding else { continue }
                let before = (0..<padding).map { filling == .zeros ? 0 : buffer[padding - $0] }
                buffer.insert(contentsOf: before, at: 0)
                isPadded = true
            }
            cut(body)
            compact()
        }
    }

    /// Ends the signal and gives the frames that reach into its padding; then it is as
    /// at the start.
    mutating func finish(_ body: (UnsafePointer<Float>) -> Void) {
        if isPadded {
            let last = buffer.count - 1
            for distance in stride(from: 1, through: padding, by: 1) {
                buffer.append(filling == .zeros ? 0 : buffer[last - distance])
            }
        } else if !buffer.isEmpty {
            buffer = Self.mirrored(buffer, by: padding)
        }
        cut(body)
        buffer.removeAll(keepingCapacity: true)
        next = 0
        isPadded = false
    }

    /// How many frames a signal of so many samples has; none without samples.
    func frameCount(samples: Int) -> Int {
        let total = samples + 2 * padding
        return samples < 1 || total < length ? 0 : 1 + (total - length) / hop
    }

    private mutating func cut(_ body: (UnsafePointer<Float>) -> Void) {
        buffer.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            while next + length <= buffer.count {
                body(base + next)
                next += hop
            }
        }
    }

    /// Drops what no frame and no mirroring needs, seldom enough that it costs little.
    private mutating func compact() {
        let unneeded = min(next, buffer.count - padding - 1)
        if unneeded > buffer.count / 2 {
            buffer.removeFirst(unneeded)
            next -= unneeded
        }
    }

    /// A short signal mirrored at both ends until the padding is full.
    private static func mirrored(_ signal: [Float], by padding: Int) -> [Float] {
        let period = max(2 * (signal.count - 1), 1)
        return (-padding..<signal.count + padding).map { position in
            let phase = ((position % period) + period) % period
            return signal[min(phase, period - phase)]
        }
    }
}
