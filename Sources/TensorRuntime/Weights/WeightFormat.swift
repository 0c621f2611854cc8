/// Formats of weight files, told by a file's first bytes and not by its name.
public enum WeightFormat: String, Sendable, Hashable {
    /// safetensors.
    case safetensors
    /// The JSON index of weights that lie in several safetensors.
    case shardIndex = "safetensors index"
    /// One array of NumPy.
    case npy
    /// A zip archive: PyTorch's `.pt`, `.pth` or NumPy's `.npz`.
    case zip = "zip archive"
    /// A network of ONNX.
    case onnx

    /// The format of a file.
    public init(ofFileAt path: String) throws(WeightError) {
        try self.init(of: try FileMapping.open(path, access: .mapped))
    }

    init(of file: ByteRegion) throws(WeightError) {
        if SafetensorsFile.looksLikeOne(file) { self = .safetensors; return }
        if ShardIndex.looksLikeOne(file) { self = .shardIndex; return }
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
