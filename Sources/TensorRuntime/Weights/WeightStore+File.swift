extension WeightStore {
    /// Reads a weight file, whose format is told by its content: safetensors or the index of
    /// sharded ones, a PyTorch zip archive, NumPy `.npy` and `.npz`, or ONNX.
    ///
    /// Tensors lie in the mapped file wherever their bytes are there as they are; they begin at
    /// any byte, so whoever needs alignment asks ``Tensor/aligned(to:)``. Only deflated entries,
    /// big-endian and non-contiguous tensors are unpacked to memory. Every tensor's type, shape
    /// and place is checked first; nothing in a file is executed.
    public init(
        at path: String, reading: WeightReading = WeightReading()
    ) throws(WeightError) {
        try self.init(reading: try FileMapping.open(path, access: reading.access), reading)
    }

    /// Reads a weight file that is in memory already, such as one that is part of the program.
    ///
    /// - Parameters:
    ///   - bytes: The whole file. Tensors lie in it without a copy.
    ///   - name: What errors call it.
    /// - Precondition: The bytes stay and don't change while the process lives.
    public init(lasting bytes: UnsafeRawBufferPointer, named name: String) throws(WeightError) {
        let storage = TensorStorage(bytes, of: Program.memory)
        try self.init(
            reading: ByteRegion(file: name, storage: storage, start: 0, count: bytes.count),
            WeightReading())
    }

    /// The owner of what nobody has to free.
    private final class Program: Sendable {
        static let memory = Program()
    }

    /// Reads one file's bytes.
    init(reading file: ByteRegion, _ reading: WeightReading) throws(WeightError) {
        var budget = reading.budget(fileBytes: file.count)
        switch try WeightFormat(of: file) {
        case .safetensors: self = try SafetensorsFile.read(file)
        case .shardIndex: self = try ShardIndex.read(file, reading: reading)
        case .npy:
            let name = file.file.split(separator: "/").last.map(String.init) ?? file.file
            let stem = name.hasSuffix(".npy") ? String(name.dropLast(4)) : name
            self.init([stem: try NumPyArray.read(file, named: stem, budget: &budget)])
        case .zip:
            let archive = try ZipArchive(file)
            if let folder = TorchArchive.folder(in: archive) {
                self = try TorchArchive.read(archive, folder: folder, budget: &budget)
            } else {
                self = try NumPyArchive.read(archive, budget: &budget)
            }
        case .onnx:
            self = try OnnxFile(reading: file, access: reading.access).weights(budget: &budget)
        }
    }
}
