/// Bytes kept in memory, for servers.
///
/// Take them while they come with ``take()``, or all at the end as ``bytes``.
public final class MemorySink: ByteSink {
    /// What messages call it.
    public let name = "memory"
    /// What was written and not taken.
    public private(set) var bytes: [UInt8] = []
    /// Whether the formats may come back to their headers, which gives the same file
    /// as on disk; bytes must not be taken before the end then.
    public let canOverwrite: Bool

    /// Makes an empty sink.
    public init(canOverwrite: Bool = false) { self.canOverwrite = canOverwrite }

    /// Gives what was written since the last call.
    ///
    /// - Precondition: The sink can't overwrite.
    public func take() -> [UInt8] {
        precondition(!canOverwrite, "bytes that may be replaced can't be taken yet")
        defer { bytes = [] }
        return bytes
    }

    /// Appends bytes.
    public func write(_ bytes: [UInt8]) throws(AudioFileError) { self.bytes += bytes }

    /// Replaces bytes.
    public func overwrite(_ bytes: [UInt8], at offset: Int) throws(AudioFileError) {
        guard offset >= 0, offset + bytes.count <= self.bytes.count else {
            throw .failed(path: name, reason: "there are no bytes to replace")
        }
        self.bytes.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }

    /// Does nothing.
    public func finish() throws(AudioFileError) {}

    /// Drops the bytes.
    public func abandon() { bytes = [] }
}
