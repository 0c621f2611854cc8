/// Bytes that are in memory, such as what a client has sent.
public final class MemorySource: ByteSource {
    /// What messages call them.
    public let name: String
    private let bytes: [UInt8]
    private var position = 0

    /// Reads bytes.
    ///
    /// - Parameter name: What messages call them, such as the name a client gave.
    public init(_ bytes: [UInt8], name: String = "the recording") {
        self.bytes = bytes
        self.name = name
    }

    /// All of them.
    public var size: Int? { bytes.count }

    /// Copies the next bytes.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(AudioFileError) -> Int {
        let count = min(buffer.count, bytes.count - position)
        bytes.withUnsafeBytes { all in
            buffer.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
        }
        position += count
        return count
    }
}
