internal import Glibc

/// A complex transform whose every step works on four numbers at once.
///
/// Stockham's self-sorting form (Van Loan, "Computational Frameworks for the Fast Fourier
/// Transform", 1.7): each stage reads one buffer and writes the other, so that there
/// is no pass that reorders, and from the second stage on neighbours in memory go the
/// same way. Takes less than half of KissFFT's time at the lengths of speech (512 complex
/// numbers: measured with Debian's build, baseline x86-64), which is why it exists.
struct StockhamPlan: Sendable {
    /// In complex numbers.
    let length: Int

    private struct Stage {
        /// 2, 3, 4 or 5.
        let radix: Int
        /// How many butterflies have factors of their own.
        let span: Int
        /// How many neighbours share them: the product of the radices before.
        let stride: Int
        /// Where this stage's factors begin.
        let factors: Int
    }

    private let stages: [Stage]
    /// For each stage and each output but the first: `span` real parts, then `span`
    /// imaginary ones.
    private let factors: [Float]

    /// Makes a plan, or nil where the length isn't a multiple of 4 from 16 on with no
    /// other prime factors than 2, 3 and 5.
    init?(length: Int) {
        guard length >= 16, length.isMultiple(of: 4) else { return nil }
        var stages: [Stage] = []
        var factors: [Float] = []
        var (rest, stride) = (length, 1)
        while rest > 1 {
            // The first stage must be of radix 4 (see `transform`).
            guard let radix = [4, 2, 3, 5].first(where: rest.isMultiple(of:)) else { return nil }
            let span = rest / radix
            stages.append(
                Stage(radix: radix, span: span, stride: stride, factors: factors.count))
            for output in 1..<radix {
                let angles = (0..<span).map { -2 * Double.pi * Double($0 * output) / Double(rest) }
                factors += angles.map { Float(cos($0)) }
                factors += angles.map { Float(sin($0)) }
            }
            (rest, stride) = (span, stride * radix)
        }
        self.length = length
        self.stages = stages
        self.factors = factors
    }

    /// Transforms forward, unscaled.
    ///
    /// - Parameters:
    ///   - data: `length` numbers; overwritten.
    ///   - other: Room for as many, apart from `data`.
    /// - Returns: Whichever of the two holds the result.
    func transform(_ data: ComplexPlanes, _ other: ComplexPlanes) -> ComplexPlanes {
        factors.withUnsafeBufferPointer { factors in
            // A plan has at least one stage of radix 4, hence factors.
            guard let base = factors.baseAddress else { return data }
            var (source, target) = (data, other)
            for stage in stages {
                let factors = base + stage.factors
                switch (stage.radix, stage.stride) {
                case (4, 1):
                    Self.first(stage, factors, source, via: target)
                    continue
                case (4, _): Self.fours(stage, factors, from: source, to: target)
                case (2, _): Self.twos(stage, factors, from: source, to: target)
                case (3, _): Self.threes(stage, factors, from: source, to: target)
                default: Self.fives(stage, factors, from: source, to: target)
                }
                swap(&source, &target)
            }
            return source
        }
    }

    /// The factor of one butterfly for one of its outputs, in all four places.
    @inline(__always)
    private static func factor(
        _ factors: UnsafePointer<Float>, _ stage: Stage, _ output: Int, _ index: Int
    ) -> ComplexLanes {
        let plane = factors + 2 * (output - 1) * stage.span
        return ComplexLanes(
            SIMD4(repeating: plane[index]), SIMD4(repeating: plane[stage.span + index]))
    }

    /// Radix 4 at stride 1: four butterflies at once. Where the span is no multiple of 4
    /// the last four overlap those before them, to the same result.
    ///
    /// Outputs belong side by side, butterfly by butterfly. They are first written
    /// output by output, and woven in a pass of their own, back into `source`: picking
    /// lanes right after arithmetic makes the compiler do that arithmetic lane by lane.
    private static func first(
        _ stage: Stage, _ factors: UnsafePointer<Float>, _ source: ComplexPlanes,
        via other: ComplexPlanes
    ) {
        let span = stage.span
        var next = 0
        while next < span {
            let index = min(next, span - 4)
            let (b0, b1, b2, b3) = Butterfly.four(
                source.load(index), source.load(index + span), source.load(index + 2 * span),
                source.load(index + 3 * span))
            let planes = factors + index
            other.store(b0, index)
            other.store(
                b1 * ComplexLanes(planes.lanes(at: 0), planes.lanes(at: span)), index + span)
            other.store(
                b2 * ComplexLanes(planes.lanes(at: 2 * span), planes.lanes(at: 3 * span)),
                index + 2 * span)
            other.store(
                b3 * ComplexLanes(planes.lanes(at: 4 * span), planes.lanes(at: 5 * span)),
                index + 3 * span)
            next += 4
        }
        weave(other.real, span, to: source.real)
        weave(other.imaginary, span, to: source.imaginary)
    }

    /// Four rows of `span` numbers to `span` rows of four.
    private static func weave(
        _ rows: UnsafeMutablePointer<Float>, _ span: Int, to columns: UnsafeMutablePointer<Float>
    ) {
        for index in 0..<span {
            columns.setLanes(
                SIMD4(
                    rows[index], rows[span + index], rows[2 * span + index],
                    rows[3 * span + index]), at: 4 * index)
        }
    }

    private static func fours(
        _ stage: Stage, _ factors: UnsafePointer<Float>, from source: ComplexPlanes,
        to target: ComplexPlanes
    ) {
        let (span, stride) = (stage.span, stage.stride)
        for index in 0..<span {
            let w1 = factor(factors, stage, 1, index)
            let w2 = factor(factors, stage, 2, index)
            let w3 = factor(factors, stage, 3, index)
            var (from, to) = (index * stride, 4 * index * stride)
            let end = from + stride
            while from < end {
                let (b0, b1, b2, b3) = Butterfly.four(
                    source.load(from), source.load(from + span * stride),
                    source.load(from + 2 * span * stride), source.load(from + 3 * span * stride))
                target.store(b0, to)
                target.store(b1 * w1, to + stride)
                target.store(b2 * w2, to + 2 * stride)
                target.store(b3 * w3, to + 3 * stride)
                from += 4
                to += 4
            }
        }
    }

    private static func twos(
        _ stage: Stage, _ factors: UnsafePointer<Float>, from source: ComplexPlanes,
        to target: ComplexPlanes
    ) {
        let (span, stride) = (stage.span, stage.stride)
        for index in 0..<span {
            let w1 = factor(factors, stage, 1, index)
            var (from, to) = (index * stride, 2 * index * stride)
            let end = from + stride
            while from < end {
                let (a0, a1) = (source.load(from), source.load(from + span * stride))
                target.store(a0 + a1, to)
                target.store((a0 - a1) * w1, to + stride)
                from += 4
                to += 4
            }
        }
    }

    private static func threes(
        _ stage: Stage, _ factors: UnsafePointer<Float>, from source: ComplexPlanes,
        to target: ComplexPlanes
    ) {
        let (span, stride) = (stage.span, stage.stride)
        for index in 0..<span {
            let w1 = factor(factors, stage, 1, index)
            let w2 = factor(factors, stage, 2, index)
            var (from, to) = (index * stride, 3 * index * stride)
            let end = from + stride
            while from < end {
                let (b0, b1, b2) = Butterfly.three(
                    source.load(from), source.load(from + span * stride),
                    source.load(from + 2 * span * stride))
                target.store(b0, to)
                target.store(b1 * w1, to + stride)
                target.store(b2 * w2, to + 2 * stride)
                from += 4
                to += 4
            }
        }
    }

    private static func fives(
        _ stage: Stage, _ factors: UnsafePointer<Float>, from source: ComplexPlanes,
        to target: ComplexPlanes
    ) {
        let (span, stride) = (stage.span, stage.stride)
        for index in 0..<span {
            let w1 = factor(factors, stage, 1, index)
            let w2 = factor(factors, stage, 2, index)
            let w3 = factor(factors, stage, 3, index)
            let w4 = factor(factors, stage, 4, index)
            var (from, to) = (index * stride, 5 * index * stride)
            let end = from + stride
            while from < end {
                let (b0, b1, b2, b3, b4) = Butterfly.five(
                    source.load(from), source.load(from + span * stride),
                    source.load(from + 2 * span * stride), source.load(from + 3 * span * stride),
                    source.load(from + 4 * span * stride))
                target.store(b0, to)
                target.store(b1 * w1, to + stride)
                target.store(b2 * w2, to + 2 * stride)
                target.store(b3 * w3, to + 3 * stride)
                target.store(b4 * w4, to + 4 * stride)
                from += 4
                to += 4
            }
        }
    }
}
