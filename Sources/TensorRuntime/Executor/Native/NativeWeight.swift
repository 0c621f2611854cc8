internal import CKernels

/// A product's weight as kernels read it.
struct NativeWeight: Sendable {
    /// Features that go out.
    let outputs: Int
    /// Features that come in, times the kernel's length.
    let inputs: Int
    /// The kernel's length; 1 of linear layers.
    let kernel: Int
    let tensor: Tensor

    /// Whether it is bfloat16.
    var isBrain: Bool { tensor.element == .bfloat16 }
    var bytes: Int { tensor.type.byteCount }

    /// `[out, in]`
    init(linear weight: Tensor, isBrain: Bool) {
        self.init(
            weight.floats(), weight.shape[0], weight.shape[1], row: weight.shape[1], column: 1,
            kernel: 1, isBrain)
    }

    /// `[in, out]`, as of a product of matrices.
    init(matrix weight: Tensor, isBrain: Bool) {
        self.init(
            weight.floats(), weight.shape[1], weight.shape[0], row: 1, column: weight.shape[1],
            kernel: 1, isBrain)
    }

    /// `[out, in, kernel]`, turned into `[out, kernel · in]`.
    init(convolution weight: Tensor, isBrain: Bool) {
        let (outputs, inputs, kernel) = (weight.shape[0], weight.shape[1], weight.shape[2])
        let values = weight.floats()
        var turned = [Float](repeating: 0, count: values.count)
        for output in 0..<outputs {
            for input in 0..<inputs {
                for place in 0..<kernel {
                    turned[(output * kernel + place) * inputs + input] =
                        values[(output * inputs + input) * kernel + place]
                }
            }
        }
        self.init(
            turned, outputs, inputs * kernel, row: inputs * kernel, column: 1, kernel: kernel,
            isBrain)
    }

    /// `[channels, 1, kernel]`, turned into `[kernel, channels]`.
    init(depthwise weight: Tensor) {
        let (channels, kernel) = (weight.shape[0], weight.shape[2])
        let values = weight.floats()
        let turned = (0..<kernel).flatMap { place in
            (0..<channels).map { values[$0 * kernel + place] }
        }
        (outputs, inputs, self.kernel) = (channels, kernel, kernel)
        tensor = Tensor(turned, shape: [kernel, channels])
    }

    /// Element (i, j) of `[outputs, inputs]` lies at `values[i · row + j · column]`.
    private init(
        _ values: [Float], _ outputs: Int, _ inputs: Int, row: Int, column: Int, kernel: Int,
        _ isBrain: Bool
    ) {
        (self.outputs, self.inputs, self.kernel) = (outputs, inputs, kernel)
        let words =
            isBrain
            ? kernels_brain_packed_words(outputs, inputs) : kernels_packed_floats(outputs, inputs)
        tensor = Tensor(TensorType(isBrain ? .bfloat16 : .float32, [words])) { room in
            let start = room.baseAddress!
            if isBrain {
                kernels_brain_pack(
                    values, outputs, inputs, row, column,
                    start.assumingMemoryBound(to: UInt16.self))
            } else {
                kernels_pack(
                    values, outputs, inputs, row, column,
                    start.assumingMemoryBound(to: Float.self))
            }
        }
    }
}
