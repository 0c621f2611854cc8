// Weights of strangers: one format, of limited size, in memory that nobody else can change.
extension WeightStore {
    /// Reads a safetensors file, and no other format, into memory of our own.
    ///
    /// - Parameter limit: The most bytes that the file may have; nothing of a larger one is read.
    /// - Throws: ``WeightError``, ``WeightError/Problem/tooLarge(_:limit:)`` for a larger one.
    public init(safetensorsAt path: String, atMost limit: Int) throws(WeightError) {
        let file = try FileMapping.open(path, access: .copied, atMost: limit)
        self = try SafetensorsFile.read(file)
    }

    /// Reads the bytes of a safetensors file, which are copied.
    ///
    /// - Parameter name: What errors call it.
    public init(safetensors bytes: [UInt8], named name: String) throws(WeightError) {
        let storage = TensorStorage(uninitialized: bytes.count)
        bytes.withUnsafeBytes { storage.bytes.copyMemory(from: $0) }
        self = try SafetensorsFile.read(
            ByteRegion(file: name, storage: storage, start: 0, count: bytes.count))
    }
}
