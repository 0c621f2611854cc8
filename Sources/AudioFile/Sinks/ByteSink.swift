/// Where the bytes of an audio file go.
///
/// A sink ends with ``finish()`` or ``abandon()``; after either it takes nothing more.
public protocol ByteSink: AnyObject {
    /// What messages call the place, such as its path.
    var name: String { get }

    /// Whether bytes written before can be replaced.
    var canOverwrite: Bool { get }

    /// Appends bytes, all of them.
    func write(_ bytes: [UInt8]) throws(AudioFileError)

    /// Replaces bytes written before; only where ``canOverwrite``.
    func overwrite(_ bytes: [UInt8], at offset: Int) throws(AudioFileError)

    /// Makes what was written final.
    func finish() throws(AudioFileError)

    /// Drops what was written, as far as that is possible.
    func abandon()
}
