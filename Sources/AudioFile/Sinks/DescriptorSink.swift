import Glibc

/// Bytes to an open descriptor, such as standard output, a pipe or a socket.
///
/// Nothing is ever replaced, so formats leave out totals that they would know only at
/// the end. A closed reader gives ``AudioFileError/readerGone(path:)``, provided that
/// the process ignores `SIGPIPE`.
public final class DescriptorSink: ByteSink {
    /// What messages call it.
    public let name: String
    private let descriptor: Int32
    private var closesAtEnd: Bool

    /// Makes a sink of an open descriptor.
    ///
    /// - Parameter closesAtEnd: Whether to close it when the sink ends.
    public init(descriptor: Int32, name: String, closesAtEnd: Bool = false) {
        self.descriptor = descriptor
        self.name = name
        self.closesAtEnd = closesAtEnd
    }

    /// A sink for standard output.
    public static func standardOutput() -> DescriptorSink {
        DescriptorSink(descriptor: STDOUT_FILENO, name: "standard output")
    }

    deinit { close() }

    /// False.
    public var canOverwrite: Bool { false }

    /// Appends bytes, waiting where the reader is slow.
    public func write(_ bytes: [UInt8]) throws(AudioFileError) {
        try Descriptor.write(bytes, to: descriptor, name: name)
    }

    /// Never called, since ``canOverwrite`` is false.
    public func overwrite(_ bytes: [UInt8], at offset: Int) throws(AudioFileError) {
        throw .failed(path: name, reason: "bytes that left can't be replaced")
    }

    /// Closes the descriptor if it is the sink's to close.
    public func finish() throws(AudioFileError) { close() }

    /// Closes the descriptor if it is the sink's to close; what was written is gone out.
    public func abandon() { close() }

    private func close() {
        guard closesAtEnd else { return }
        closesAtEnd = false
        _ = Glibc.close(descriptor)
    }
}
