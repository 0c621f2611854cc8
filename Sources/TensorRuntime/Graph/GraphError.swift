/// A network that doesn't fit together, found while it is built.
public struct GraphError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The layer, as in `decoder.blocks.2.conv`.
    public let layer: String
    /// The operator, as in `convolution`.
    public let operation: String
    /// What doesn't fit, with the shapes.
    public let problem: String

    /// Layer, operator and what is wrong.
    public var description: String { "layer \(layer), \(operation): \(problem)" }
}
