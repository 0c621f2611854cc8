/// Reads a NumPy array, `.npy`.
enum NumPyArray {
    static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

    /// - Parameter file: The whole array, header first.
    static func read(
        _ file: ByteRegion, named name: String, budget: inout UnpackingBudget
    ) throws(WeightError) -> Tensor {
        let header = try NumPyHeader(file, named: name)
        guard let type = TensorType(header.element, checking: header.shape) else {
            throw file.malformed("a shape of impossible size", tensor: name)
        }
        let count = file.count - header.dataOffset
        guard type.byteCount <= count else {
            throw WeightError(
                file: file.file, tensor: name,
                .truncated(needed: type.byteCount, available: count))
        }
        guard type.byteCount == count else {
            throw file.malformed("\(count - type.byteCount) bytes follow its array", tensor: name)
        }
        var tensor = try file.tensor(type, at: header.dataOffset, named: name)
        if header.isBigEndian {
            try budget.take(type.byteCount, file: file.file, tensor: name)
            tensor = tensor.byteSwapped()
        }
        if header.isFortran, type.shape.count > 1 {
            try budget.take(type.byteCount, file: file.file, tensor: name)
            // Columns first: the first axis is the nearest in memory.
            var strides: [Int] = []
            var stride = 1
            for size in type.shape {
                strides.append(stride)
                stride *= max(size, 1)
            }
            tensor = tensor.gathered(shape: type.shape, strides: strides)
        }
        return tensor
    }
}

/// Reads several NumPy arrays in a ZIP archive, `.npz`.
enum NumPyArchive {
    static func read(
        _ archive: ZipArchive, budget: inout UnpackingBudget
    ) throws(WeightError) -> WeightStore {
        var store = WeightStore()
        for name in archive.names {
            guard let entry = archive[name] else { continue }
            guard name.hasSuffix(".npy") else {
                throw WeightError(
                    file: archive.file.file,
                    .unsupported(
                        "an archive with '\(name.prefix(100))', neither PyTorch's nor NumPy's,",
                        remedy: "give a .pt, .pth or .npz file"))
            }
            let tensor = String(name.dropLast(4))
            store[tensor] = try NumPyArray.read(
                archive.bytes(of: entry, budget: &budget), named: tensor, budget: &budget)
        }
        return store
    }
}
