/// How long families stay loaded, and how much memory they may take.
public struct ResidencyPolicy: Sendable, Equatable {
    /// A family that nobody has used for this long is unloaded; nil: it stays.
    public var idle: Duration?
    /// How many bytes the loaded families may take together, by their estimates; nil: what
    /// the machine has free.
    public var memoryLimit: Int?

    /// Makes a policy; by default families stay while there is memory for others.
    public init(idle: Duration? = nil, memoryLimit: Int? = nil) {
        self.idle = idle
        self.memoryLimit = memoryLimit
    }
}
