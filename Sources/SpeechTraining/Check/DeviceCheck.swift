public import TensorRuntime

/// Whether a device trains as it should: the same gradients as the processor, losses that fall,
/// and after a stop the same bits.
public struct DeviceCheck {
    /// The device.
    public let device: TorchDevice
    private let recipe: VocoderRecipe
    private let package: AudioPackage

    /// Part of a gradient's norm that two devices' gradients may differ by. Their sums are of
    /// another order, and losses have corners.
    public static let gradientTolerance = 1e-3
    /// Part of the loss of `float32` that another precision's may differ by.
    public static let lossTolerance = 0.1

    /// A check by the training of a vocoder with its discriminators.
    ///
    /// - Parameters:
    ///   - recipe: Its sizes.
    ///   - package: What it learns from; nil: tones.
    public init(
        _ device: TorchDevice, _ recipe: VocoderRecipe = VocoderRecipe(),
        _ package: AudioPackage? = nil
    ) throws(TrainingError) {
        self.device = device
        var recipe = recipe
        (recipe.adversarialFrom, recipe.warmUp) = (0, min(recipe.warmUp, 5))
        self.recipe = recipe
        if let package { self.package = package } else { self.package = try .tones() }
    }

    /// Gradients of the first step in `float32`, of generator and discriminators: the norm of
    /// their difference from the processor's, as a part of those.
    public func gradientDifference() throws(TrainingError) -> Double {
        var (difference, size) = (0.0, 0.0)
        let here = try gradients(on: .cpu)
        for (name, there) in try gradients(on: device) {
            guard let here = here[name], here.count == there.count else { return .infinity }
            for (a, b) in zip(here, there) {
                difference += Double(b - a) * Double(b - a)
                size += Double(a) * Double(a)
            }
        }
        return size > 0 ? (difference / size).squareRoot() : .infinity
    }

    /// The optimisers' first moments after one step, which are gradients times one number.
    private func gradients(on device: TorchDevice) throws(TrainingError) -> [String: [Float]] {
        let training = try VocoderTraining(recipe, package, on: device)
        _ = try training.next()
        var result: [String: [Float]] = [:]
        for steps in [
            training.networks.generatorSteps, training.networks.discriminatorSteps,
        ] {
            for (name, tensor) in try steps.state().tensors where name.hasPrefix("first.") {
                result[name] = tensor.floats()
            }
        }
        return result
    }

    /// How a training went.
    public struct Course: Sendable {
        /// Spectral distances, a number for each step.
        public var losses: [Double] = []
        /// Milliseconds of each step.
        public var times: [Double] = []
        /// Whether a training that went on from a checkpoint in the middle ended with the same
        /// weights and losses, bit by bit.
        public var resumes = true

        /// The median, which the first steps, slow ones, don't change.
        public var stepTime: Double { times.sorted()[times.count / 2] }
        /// The mean of the last third.
        public var finalLoss: Double {
            let last = losses.suffix(max(1, losses.count / 3))
            return last.reduce(0, +) / Double(last.count)
        }
        /// Whether the last third is below the first step.
        public var falls: Bool { finalLoss < losses[0] }
    }

    /// The fewest steps of ``course(_:steps:)``: the mean of the last third is of two at least.
    public static let fewestSteps = 6

    /// Trains some steps, and the second half of them twice.
    ///
    /// - Parameter steps: At least ``fewestSteps``.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for fewer.
    public func course(
        _ precision: VocoderRecipe.Precision, steps: Int
    ) throws(TrainingError) -> Course {
        guard steps >= Self.fewestSteps else {
            throw .wrongSetting(
                name: "steps",
                reason: "\(steps) are too few to tell whether the loss falls; give at least "
                    + "\(Self.fewestSteps)")
        }
        var recipe = recipe
        recipe.precision = precision
        let half = steps / 2
        let whole = try VocoderTraining(recipe, package, on: device)
        var course = Course()
        for _ in 0..<half { try course.add(whole) }
        let checkpoint = try whole.checkpoint()
        for _ in half..<steps { try course.add(whole) }
        let resumed = try VocoderTraining(recipe, package, on: device)
        try resumed.resume(checkpoint)
        for step in half..<course.losses.count {
            let losses = try resumed.next()
            course.resumes = course.resumes && losses[0].value == course.losses[step]
        }
        let (a, b) = (try whole.weights(), try resumed.weights())
        course.resumes = course.resumes && a.names.allSatisfy { a[$0] == b[$0] }
        return course
    }
}

extension DeviceCheck.Course {
    fileprivate mutating func add(_ training: VocoderTraining) throws(TrainingError) {
        let clock = ContinuousClock()
        let start = clock.now
        losses.append(try training.next()[0].value)
        times.append(start.duration(to: clock.now) / .milliseconds(1))
    }
}
