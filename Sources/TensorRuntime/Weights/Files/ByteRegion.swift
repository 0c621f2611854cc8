/// Bytes of a file, or of an entry unpacked from one. All reading is checked against its end.
struct ByteRegion: Sendable {
    /// The file that errors name.
    let file: String
    let storage: TensorStorage
    /// Where the region begins in its storage.
    let start: Int
    let count: Int

    /// The byte at an offset; nil outside.
    func byte(at offset: Int) -> UInt8? {
        guard offset >= 0, offset < count else { return nil }
        return storage.bytes[start + offset]
    }

    /// A little-endian integer at an offset; nil where it doesn't lie wholly inside.
    func little<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type, at offset: Int
    ) -> Value? {
        guard offset >= 0, offset <= count, count - offset >= MemoryLayout<Value>.size else {
            return nil
        }
        return Value(
            littleEndian: storage.bytes.loadUnaligned(fromByteOffset: start + offset, as: type))
    }

    /// A part; nil where it doesn't lie wholly inside.
    func part(at offset: Int, count part: Int) -> ByteRegion? {
        guard offset >= 0, part >= 0, offset <= count, part <= count - offset else { return nil }
        return ByteRegion(file: file, storage: storage, start: start + offset, count: part)
    }

    func begins(with prefix: [UInt8]) -> Bool {
        count >= prefix.count && withBytes { $0.prefix(prefix.count).elementsEqual(prefix) }
    }

    /// The bytes as text; nil where they aren't valid UTF-8.
    var text: String? { withBytes { String(validating: $0, as: UTF8.self) } }

    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(storage) {} }
        return try body(
            UnsafeRawBufferPointer(rebasing: storage.bytes[start..<start + count]))
    }

    /// A tensor that lies in these bytes, without a copy.
    func tensor(
        _ type: TensorType, at offset: Int = 0, named name: String
    ) throws(WeightError) -> Tensor {
        guard offset >= 0, offset <= count, type.byteCount <= count - offset else {
            throw WeightError(
                file: file, tensor: name,
                .truncated(needed: type.byteCount, available: max(0, count - max(0, offset))))
        }
        return Tensor(type, in: storage, at: start + offset)
    }

    func malformed(_ what: String, tensor: String? = nil) -> WeightError {
        WeightError(file: file, tensor: tensor, .malformed(what))
    }
}
