/// Tells how much memory is free for speaking.
public protocol MemoryProbe: Sendable {
    /// The bytes that could be taken now without harm; nil where nothing is known.
    func available() -> Int?
}

/// Memory of a fixed size, for settings and tests.
public struct FixedMemory: MemoryProbe {
    /// The bytes that are free at any time.
    public var bytes: Int?

    /// Makes memory of a fixed size; nil means nothing is known.
    public init(bytes: Int?) { self.bytes = bytes }

    /// ``bytes``.
    public func available() -> Int? { bytes }
}
