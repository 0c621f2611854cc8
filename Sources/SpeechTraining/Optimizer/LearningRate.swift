internal import Glibc

/// The learning rate as a function of the step.
public struct LearningRate: Sendable, Hashable, Codable {
    /// How it goes on after warming up.
    public enum Course: Sendable, Hashable, Codable {
        case constant
        /// Times a factor every so many steps: 1 for a fall at each step, an epoch's steps for a
        /// fall at each epoch.
        case exponential(factor: Double, every: Int)
        /// Half a cosine down to a part of the peak at a step, which stays.
        case cosine(steps: Int, floor: Double)
        /// Half a cosine up during a part of all steps, from a part of the peak, and half a
        /// cosine down to another (Smith and Topin, arXiv 1708.07120).
        case oneCycle(steps: Int, rising: Double = 0.3, start: Double = 0.04, end: Double = 4e-6)
    }

    /// The largest rate.
    public var peak: Double
    /// Steps in which it grows from zero to the peak in equal parts, before the course begins.
    public var warmUp: Int
    /// How it goes on then.
    public var course: Course

    /// Steady unless a course is given.
    public init(_ peak: Double, warmUp: Int = 0, _ course: Course = .constant) {
        self.peak = peak
        self.warmUp = warmUp
        self.course = course
    }

    /// The rate for a step, counted from 0.
    public func rate(at step: Int) -> Double {
        if step < warmUp { return peak * Double(step + 1) / Double(warmUp) }
        return peak * course.factor(at: step - warmUp)
    }
}

extension LearningRate.Course {
    /// The part of the peak at a step of the course.
    fileprivate func factor(at step: Int) -> Double {
        switch self {
        case .constant: return 1
        case .exponential(let factor, let every):
            return pow(factor, Double(step / max(1, every)))
        case .cosine(let steps, let floor):
            return Self.halfCosine(from: 1, to: floor, at: Double(step) / Double(max(1, steps)))
        case .oneCycle(let steps, let rising, let start, let end):
            let last = Double(max(1, steps - 1))
            let top = max(rising * Double(steps) - 1, 0)
            let step = Double(step)
            return step < top
                ? Self.halfCosine(from: start, to: 1, at: step / top)
                : Self.halfCosine(from: 1, to: end, at: (step - top) / max(1, last - top))
        }
    }

    private static func halfCosine(from: Double, to: Double, at part: Double) -> Double {
        to + (from - to) * (1 + cos(.pi * min(max(part, 0), 1))) / 2
    }
}
