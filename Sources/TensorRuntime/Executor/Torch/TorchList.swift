internal import CTorch

/// Tensors that are gone through in one pass: all parameters of an optimiser, its moments.
///
/// Results of a pass don't depend on the number of threads.
public struct TorchList {
    /// In the order in which passes pair them.
    public let tensors: [TorchTensor]
    private let handles: [OpaquePointer?]
    private let runtime: TorchRuntime

    /// A list of tensors that stay the same ones.
    public init(_ tensors: [TorchTensor]) throws(ExecutionError) {
        self.tensors = tensors
        handles = tensors.map(\.handle)
        runtime = try TorchRuntime.loaded()
    }

    /// Zeros of the same shapes and element types, in the same places.
    public func zeros() throws(ExecutionError) -> TorchList {
        var zeros: [TorchTensor] = []
        for tensor in tensors {
            let (type, device) = try tensor.description()
            zeros.append(try TorchTensor(Tensor(zeros: type), on: device))
        }
        return try TorchList(zeros)
    }

    /// Forgets all gradients.
    public func clearGradients() throws(ExecutionError) {
        try pass { runtime.table.clear_gradients($0, $1) }
    }

    /// The Euclidean norm of all gradients as one vector; not finite if an element isn't.
    public func gradientNorm() throws(ExecutionError) -> Double {
        var norm = 0.0
        try pass { runtime.table.gradient_norm($0, $1, &norm) }
        return norm
    }

    /// Decoupled weight decay as Loshchilov and Hutter have it (arXiv 1711.05101).
    public struct AdamWStep {
        /// The learning rate.
        public var rate: Double
        /// Part of each moment that stays, β₁ and β₂.
        public var decays: (first: Double, second: Double)
        /// What keeps the divisor from zero.
        public var epsilon: Double
        /// Part of a tensor that goes, times the rate.
        public var weightDecay: Double
        /// Number of this step, from 1.
        public var number: Int
        /// What gradients are multiplied by first.
        public var gradientScale: Double

        /// A step of these factors.
        public init(
            rate: Double, decays: (first: Double, second: Double), epsilon: Double,
            weightDecay: Double, number: Int, gradientScale: Double
        ) {
            self.rate = rate
            self.decays = decays
            self.epsilon = epsilon
            self.weightDecay = weightDecay
            self.number = number
            self.gradientScale = gradientScale
        }
    }

    /// Changes the tensors by their gradients; those without one stay as they are.
    ///
    /// - Parameters: `first` and `second` are the moments, changed too.
    public func step(
        _ step: AdamWStep, first: TorchList, second: TorchList
    ) throws(ExecutionError) {
        precondition(first.tensors.count == tensors.count && second.tensors.count == tensors.count)
        var settings = ctorch_adamw(
            learning_rate: step.rate, first_decay: step.decays.first,
            second_decay: step.decays.second, epsilon: step.epsilon,
            weight_decay: step.weightDecay, step: Int64(step.number),
            gradient_scale: step.gradientScale)
        try pass { parameters, count in
            first.handles.withUnsafeBufferPointer { first in
                second.handles.withUnsafeBufferPointer { second in
                    runtime.table.adamw(
                        parameters, first.baseAddress, second.baseAddress, count, &settings)
                }
            }
        }
    }

    /// Moves the tensors towards others: `decay` of each stays.
    public func average(_ others: TorchList, decay: Double) throws(ExecutionError) {
        precondition(others.tensors.count == tensors.count)
        try pass { averages, count in
            others.handles.withUnsafeBufferPointer {
                runtime.table.average(averages, $0.baseAddress, count, decay)
            }
        }
    }

    private func pass(
        _ call: (UnsafePointer<OpaquePointer?>?, Int32) -> Int32
    ) throws(ExecutionError) {
        let status = handles.withUnsafeBufferPointer { call($0.baseAddress, Int32($0.count)) }
        try runtime.check(withExtendedLifetime(tensors) { status }, "a training step")
    }
}
