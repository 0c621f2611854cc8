internal import CKernels

/// One call: arrays by value, and the memory that they are made in.
final class NativeRun {
    let plan: NativePlan
    let sizes: SymbolSizes
    let arena: NativeArena
    let kernels: UnsafePointer<kernels_table>
    private var values: [NativeArray?]

    init(
        _ plan: NativePlan, _ sizes: SymbolSizes, _ arena: NativeArena, _ kernels: NativeKernels
    ) {
        (self.plan, self.sizes, self.arena) = (plan, sizes, arena)
        self.kernels = kernels.table
        values = Array(repeating: nil, count: plan.valueCount)
    }

    /// What the network makes of inputs, in the order of its ports.
    func results(of inputs: [NativeArray]) throws(ExecutionError) -> [NativeArray] {
        for (port, input) in zip(plan.graph.portInputs, inputs) { values[port.value] = input }
        for step in plan.steps {
            if case .stft(_, let hop) = step.operation {
                let parts = spectrum(value(step.inputs[0]), step.weight!, hop)
                values[step.outputs[0]] = parts.real
                values[step.outputs[1]] = parts.imaginary
            } else {
                values[step.outputs[0]] = try result(of: step)
            }
            for value in step.releases { values[value] = nil }
        }
        return plan.outputs.map { value($0) }
    }

    /// The array of a value that is known or was made.
    func value(_ number: Int) -> NativeArray {
        if let value = values[number] { return value }
        // The plan has every step behind those that it needs.
        let value = NativeArray(plan.known[number]!)
        values[number] = value
        return value
    }

    /// What a step makes, of operators that make one thing.
    func result(of step: NativePlan.Step) throws(ExecutionError) -> NativeArray {
        func input(_ place: Int) -> NativeArray { value(step.inputs[place]) }
        func optional(_ place: Int) -> NativeArray? {
            place < step.inputs.count ? input(place) : nil
        }
        // One that a call makes is packed by the call.
        func weight() -> NativeWeight {
            step.weight ?? NativeWeight(of: step.operation, tensor(input(1)), isBrain: false)!
        }
        switch step.operation {
        case .unary(.not): return inverted(input(0))
        case .unary(let function): return mapped(input(0), function)
        case .binary(let function): return combined(input(0), input(1), function)
        case .select: return chosen(input(0), input(1), input(2))
        case .cast(let element): return cast(input(0), to: element)
        case .matMul:
            if let weight = step.weight { return linear(input(0), weight, nil, false) }
            return matrixProduct(input(0), input(1))
        case .linear where step.isFeedForward:
            return feedForward(
                input(0), step.weight!, input(2), step.second!, input(4), optional(5),
                step.transposition)
        case .linear:
            return linear(input(0), weight(), optional(2), step.hasGELU)
        case .convolution(let attributes):
            return convolution(input(0), weight(), optional(2), attributes)
        case .transposedConvolution(let attributes):
            return transposedConvolution(input(0), weight(), optional(2), attributes)
        case .inverseSTFT(let size, let hop):
            return signal(input(0), input(1), step.weight!, size, hop)
        case .layerNorm(let epsilon):
            return layerNorm(input(0), input(1), optional(2), epsilon)
        case .rmsNorm(let epsilon): return rmsNorm(input(0), input(1), epsilon)
        case .softmax(let axis): return softmax(input(0), axis, logarithm: false)
        case .logSoftmax(let axis): return softmax(input(0), axis, logarithm: true)
        case .reduce(let reduction, let axes, let keepsAxes):
            return reduced(input(0), reduction, axes, keepsAxes)
        case .argMax(let axis): return largestPlaces(input(0), axis)
        case .reshape(let shape): return dense(input(0)).reshaped(size(shape))
        case .transpose(let axes): return input(0).transposed(axes)
        case .concatenate(let axis): return joined(step.inputs.map { value($0) }, axis)
        case .slice(let axis, let start, let end, let by):
            return sliced(input(0), axis, size(start), size(end), step: by)
        case .expand(let shape): return input(0).expanded(size(shape))
        case .pad(let widths, let mode): return padded(input(0), widths, mode)
        case .gather(let axis): return try gathered(input(0), input(1), axis, step.layer)
        case .range(let count): return range(size(count))
        case .stopGradient, .dropout: return input(0)
        default:
            // Refused when the model was loaded.
            throw .unsupported(
                operation: "\(step.operation)", layer: step.layer, executor: "native")
        }
    }

    /// The number that a dimension is in this call, whose inputs tell all symbols.
    func size(_ dimension: Dimension) -> Int { dimension.fixed ?? dimension.size(where: sizes)! }

    func size(_ shape: [Dimension]) -> [Int] { shape.map { size($0) } }

    /// New memory.
    func array(_ element: ElementType, _ shape: [Int], order: [Int]? = nil) -> NativeArray {
        NativeArray(element, shape, order: order, in: arena)
    }

    /// The elements row-major without gaps: themselves where they lie so.
    func dense(_ x: NativeArray) -> NativeArray {
        if x.isDense { return x.strides == NativeArray.dense(x.shape) ? x : x.reshaped(x.shape) }
        let copy = array(x.element, x.shape)
        self.copy(x, to: copy)
        return copy
    }

    /// The elements in an order of axes without gaps.
    func arranged(_ x: NativeArray, _ order: [Int]) -> NativeArray {
        if x.isCompact(order) { return x }
        let copy = array(x.element, x.shape, order: order)
        self.copy(x, to: copy)
        return copy
    }

    /// Copies elements into memory of the same shape.
    func copy(_ x: NativeArray, to y: NativeArray) {
        var axes = kernels_axes(x.shape, [x.strides, y.strides], order: y.order)
        kernels_copy(&axes, x.start, y.start, x.element.byteCount)
    }

    /// A tensor of its own.
    func tensor(_ x: NativeArray) -> Tensor {
        let type = TensorType(x.element, x.shape)
        let storage = TensorStorage(uninitialized: type.byteCount)
        copy(
            x,
            to: NativeArray(
                storage, storage.bytes.baseAddress!, x.element, x.shape,
                strides: NativeArray.dense(x.shape)))
        return Tensor(type, in: storage)
    }
}
