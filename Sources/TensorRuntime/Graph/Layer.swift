extension Graph {
    /// Builds a network.
    ///
    /// ```swift
    /// let graph = try Graph("head") { net in
    ///     let x = net.input("x", ["batch", "frames", 256])
    ///     let weight = (net / "out").parameter("weight", [80, 256])
    ///     return ["mel": (net / "out").apply(.linear, x, weight)]
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - stepping: Whether the network takes a piece of a sequence at a time and hands on what
    ///     the next piece needs (``states``), or sees whole sequences. The same layers, the same
    ///     parameters and the same results either way.
    /// - Throws: The first thing that didn't fit, with its layer.
    public init(
        _ name: String, stepping: Bool = false,
        _ build: (Layer) -> KeyValuePairs<String, Value>
    ) throws(GraphError) {
        let builder = GraphBuilder(name: name, isStepping: stepping)
        self = try builder.finish(build(Layer(builder: builder, path: "")))
    }
}

/// A place in a network while it is built: gives its parameters their names and errors their
/// address. `net / "encoder" / 3` is `encoder.3`.
public struct Layer {
    let builder: GraphBuilder
    /// As in `encoder.layers.3`; empty for the whole network.
    public let path: String

    /// The layer within this one.
    public static func / (layer: Layer, name: String) -> Layer {
        Layer(builder: layer.builder, path: layer.path.isEmpty ? name : "\(layer.path).\(name)")
    }

    /// The layer with a number within this one.
    public static func / (layer: Layer, number: Int) -> Layer { layer / "\(number)" }

    /// Whether sequences come in pieces, so that a layer must keep what the next piece needs.
    public var isStepping: Bool { builder.isStepping }

    /// A value that a call hands in, by its whole name.
    public func input(
        _ name: String, _ shape: [Dimension], as element: ElementType = .float32
    ) -> Value {
        builder.input(name, Graph.ValueType(element: element, shape: shape))
    }

    /// A weight of this layer, named as in the checkpoint that it comes from.
    public func parameter(
        _ name: String, _ shape: [Int], as element: ElementType = .float32
    ) -> Value {
        builder.parameter(
            (self / name).path,
            Graph.ValueType(element: element, shape: shape.map { Dimension($0) }), layer: path)
    }

    /// A tensor that is known now and part of the network.
    public func constant(_ tensor: Tensor) -> Value { builder.constant(tensor, layer: path) }

    /// A scalar.
    public func constant(_ number: some TensorElement) -> Value { constant(Tensor(number)) }

    /// One number everywhere.
    public func filled(_ shape: [Dimension], with number: some TensorElement) -> Value {
        let scalar = constant(Tensor([number], shape: shape.map { _ in 1 }))
        return apply(.expand(shape), scalar)
    }

    /// 0, 1, … below a size, as int64.
    public func range(_ end: Dimension) -> Value { apply(.range(end)) }

    /// What the step before kept under this name, zeros at first. Only while stepping; what the
    /// next step gets must be handed to ``keep(_:as:)``.
    ///
    /// - Parameter shape: Axis 0 is the batch.
    public func kept(
        _ name: String, _ shape: [Dimension], as element: ElementType = .float32
    ) -> Value {
        precondition(isStepping, "nothing is kept of whole sequences")
        return builder.openState(
            (self / name).path, Graph.ValueType(element: element, shape: shape), layer: path)
    }

    /// Hands a value to the next step.
    public func keep(_ value: Value, as name: String) {
        builder.closeState((self / name).path, value, layer: path)
    }

    /// What earlier steps added under this name, and adds this step's rows. Only while stepping.
    ///
    /// - Parameters:
    ///   - new: This step's rows, `[batch, heads, steps, width]`.
    ///   - capacity: Room for rows, a symbol that the caller chooses a size for.
    ///   - positions: The input `int64 [batch]` with the position of each stream's first new row.
    ///   - window: How many rows are looked at, the newest counted; nil: all.
    /// - Returns: `[batch, heads, capacity, width]`. What lies in slots that no row was written
    ///   to yet is unspecified (but finite): mask it.
    public func cached(
        _ name: String, adding new: Value, capacity: Dimension, positions: Value,
        window: Int? = nil
    ) -> Value {
        precondition(isStepping, "nothing is cached of whole sequences")
        return builder.cache(
            (self / name).path, adding: new, capacity: capacity, positions: positions,
            window: window, layer: path)
    }

    /// What each stream is given once and looks at in every step. Only while stepping.
    ///
    /// - Parameters:
    ///   - shape: `[batch, heads, capacity, width]`, the capacity a symbol that the caller chooses
    ///     a size for.
    ///   - lengths: The input `int64 [batch]` with the rows that each stream has.
    /// - Returns: The rows; what lies behind a stream's own is unspecified (but finite): mask it.
    public func remembered(
        _ name: String, _ shape: [Dimension], lengths: Value, as element: ElementType = .float32
    ) -> Value {
        precondition(isStepping, "whole sequences have what they look at in the same network")
        guard shape.count == 4 else {
            return refuse("\(name) is \(shape), it must be [batch, heads, capacity, width]")
        }
        return builder.cache(
            (self / name).path, Graph.ValueType(element: element, shape: shape), adding: nil,
            positions: lengths, window: nil, layer: path)
    }

    /// Nothing, from a layer that can't be built because what it was given can't.
    public var nothing: Value { builder.nothing(path) }

    /// Applies an operator with one result.
    public func apply(_ operation: Operation, _ inputs: Value...) -> Value {
        builder.add(operation, inputs, layer: path)[0]
    }

    /// Applies an operator with any number of inputs and results.
    public func apply(_ operation: Operation, to inputs: [Value]) -> [Value] {
        builder.add(operation, inputs, layer: path)
    }

    /// Says that what was asked of this layer can't be built; the network's making throws it.
    @discardableResult
    public func refuse(_ problem: String) -> Value {
        builder.fail(path, "layer", problem)
        return builder.nothing(path)
    }
}
