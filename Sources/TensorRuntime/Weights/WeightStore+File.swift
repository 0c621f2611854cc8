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
        let file = try FileMapping.open(path, access: reading.access)
        if ShardIndex.looksLikeOne(file) {
            self = try ShardIndex.read(file, reading: reading)
        } else {
            try self.init(reading: file, reading)
        }
    }

    /// Reads one file's bytes.
    init(reading file: ByteRegion, _ reading: WeightReading) throws(WeightError) {
        var budget = reading.budget(fileBytes: file.count)
        switch try WeightFormat(of: file) {
        case .safetensors: self = try SafetensorsFile.read(file)
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

/// Formats that one file can have, told by its first bytes.
private enum WeightFormat {
    case safetensors, npy, zip, onnx

    init(of file: ByteRegion) throws(WeightError) {
        if SafetensorsFile.looksLikeOne(file) { self = .safetensors; return }
        if file.begins(with: NumPyArray.magic) { self = .npy; return }
        if file.begins(with: [0x50, 0x4B, 3, 4]) || file.begins(with: [0x50, 0x4B, 5, 6]) {
            self = .zip
            return
        }
        if let other = Self.others.first(where: { file.begins(with: $0.magic) }) {
            throw WeightError(
                file: file.file, .unsupported(other.name, remedy: other.remedy))
        }
        // Field 1 of ModelProto, the format's version, comes first in what writers make.
        if file.byte(at: 0) == 0x08 || file.file.hasSuffix(".onnx") { self = .onnx; return }
        // A header's length that the file can't hold, or a header cut off before its brace.
        if file.file.hasSuffix(".safetensors") { self = .safetensors; return }
        throw WeightError(file: file.file, .unknownFormat)
    }

    /// Formats of weights that aren't read, with what to do.
    private static let others: [(magic: [UInt8], name: String, remedy: String)] = {
        let save = "load it in PyTorch and write it with safetensors.torch.save_file"
        return [
            (
                [
                    0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50,
                    0x19,
                ],
                "PyTorch's format before 1.6",
                "convert it with PyTorch 1.6 or later: torch.save(torch.load(path, "
                    + "map_location='cpu', weights_only=True), path)"
            ),
            ([0x80, 0x02], "a bare pickle", save),
            ([0x80, 0x03], "a bare pickle", save),
            ([0x80, 0x04], "a bare pickle", save),
            ([0x80, 0x05], "a bare pickle", save),
            (Array("GGUF".utf8), "GGUF", "give the model's safetensors"),
            (
                [0x89, 0x48, 0x44, 0x46], "HDF5",
                "load it in its framework and export safetensors or ONNX"
            ),
        ]
    }()
}
