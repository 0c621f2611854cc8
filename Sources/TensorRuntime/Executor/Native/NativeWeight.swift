internal import CKernels

/// A product's weight as kernels read it.
struct NativeWeight: Sendable {
    /// Features that go out.
    let outputs: Int
    /// Features that come in, times the kernel's length.
    let inputs: Int
    /// The kernel's length; 1 of linear layers.
    let kernel: Int
    /// Whether it lies as it is: one row for a product, or each channel's own kernel.
    var isPlain = false
    let tensor: Tensor

    /// Whether it is bfloat16.
    var isBrain: Bool { tensor.element == .bfloat16 }
    var bytes: Int { tensor.type.byteCount }
}

extension NativeWeight {
    /// The weight of a step; nil of one without, and of a product of more than two matrices.
    ///
    /// - Parameter weight: float32, as the operator takes it.
    init?(of operation: Operation, _ weight: Tensor, isBrain: Bool) {
        let shape = weight.shape
        switch operation {
        case .linear:
            self.init(
                weight, shape[0], shape[1], row: shape[1], column: 1, kernel: 1, isBrain)
        case .matMul where shape.count == 2:
            self.init(
                weight, shape[1], shape[0], row: 1, column: shape[1], kernel: 1, isBrain)
        case .convolution(let attributes) where attributes.groups == 1:
            // Frame by frame, as they lie: [out, kernel, in].
            let (inputs, kernel) = (shape[1] * shape[2], shape[2])
            let frames = weight.gathered(
                shape: [shape[0], kernel, shape[1]], strides: [inputs, 1, kernel])
            if shape[0] == 1 {
                self.init(
                    outputs: 1, inputs: inputs, kernel: kernel, isPlain: true, tensor: frames)
            } else {
                self.init(
                    frames, shape[0], inputs, row: inputs, column: 1, kernel: kernel,
                    isBrain && inputs >= Self.fewestBrains)
            }
        case .transposedConvolution(let attributes) where attributes.groups == 1:
            // What one frame becomes, frame by frame: [in, kernel, out].
            let (kernel, width) = (shape[2], shape[1] * shape[2])
            self.init(
                weight.gathered(
                    shape: [shape[0], kernel, shape[1]], strides: [width, 1, kernel]),
                width, shape[0], row: 1, column: width, kernel: kernel,
                isBrain && shape[0] >= Self.fewestBrains)
        case .convolution, .transposedConvolution:
            // Of each channel alone: [kernel, channels].
            let (channels, kernel) = (shape[0], shape[2])
            self.init(
                outputs: channels, inputs: kernel, kernel: kernel, isPlain: true,
                tensor: weight.gathered(shape: [kernel, channels], strides: [1, kernel]))
        case .stft(let size, _):
            self.init(
                FourierBasis.forward(window: weight.floats()), size + 2, size, row: size,
                column: 1, kernel: 1, false)
        case .inverseSTFT(let size, _):
            self.init(
                FourierBasis.inverse(window: weight.floats()), size, size + 2, row: 1,
                column: size, kernel: 1, false)
        default: return nil
        }
    }

    /// Convolutions that see fewer numbers stay in float32: bfloat16 is read 32 at a time.
    private static let fewestBrains = 16

    /// Element (i, j) of `[outputs, inputs]` lies at `values[i · row + j · column]`.
    private init(
        _ values: Tensor, _ outputs: Int, _ inputs: Int, row: Int, column: Int, kernel: Int,
        _ isBrain: Bool
    ) {
        let words =
            isBrain
            ? kernels_brain_packed_words(outputs, inputs) : kernels_packed_floats(outputs, inputs)
        let element = isBrain ? ElementType.bfloat16 : .float32
        let tensor = Tensor(TensorType(element, [words])) { room in
            values.converted(to: element).withBytes { bytes in
                let (from, to) = (bytes.baseAddress!, room.baseAddress!)
                if isBrain {
                    kernels_brain_pack(
                        from.assumingMemoryBound(to: UInt16.self), outputs, inputs, row, column,
                        to.assumingMemoryBound(to: UInt16.self))
                } else {
                    kernels_pack(
                        from.assumingMemoryBound(to: Float.self), outputs, inputs, row, column,
                        to.assumingMemoryBound(to: Float.self))
                }
            }
        }
        self.init(outputs: outputs, inputs: inputs, kernel: kernel, tensor: tensor)
    }
}
