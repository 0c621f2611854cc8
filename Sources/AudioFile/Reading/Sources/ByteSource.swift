/// Where the bytes of a recording come from, first to last.
public protocol ByteSource: AnyObject {
    /// What messages call the place, such as its path.
    var name: String { get }

    /// How many bytes there are in all; nil where only the end will tell, as of a pipe.
    var size: Int? { get }

    /// Puts the next bytes into a buffer, which isn't empty: some of them at least.
    ///
    /// - Returns: How many; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AudioFileError) -> Int
}
