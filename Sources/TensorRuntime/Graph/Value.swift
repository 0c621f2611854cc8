/// What flows between layers while a network is built. It holds no numbers.
public struct Value {
    let builder: GraphBuilder
    /// Number in the graph; -1: the network doesn't fit together before this.
    let id: Graph.ValueID
    /// The layer that made it, which is where its operators belong.
    let layer: String

    /// Whether the network doesn't fit together before this, so that nothing is known of it.
    public var isNothing: Bool { id < 0 }

    /// Sizes of the axes, outermost first. Empty if the network doesn't fit together before this.
    public var shape: [Dimension] { builder.type(of: self)?.shape ?? [] }

    /// What one element is.
    public var element: ElementType { builder.type(of: self)?.element ?? .float32 }

    /// The size of an axis; negative axes count from the end.
    public func size(_ axis: Int) -> Dimension {
        let shape = shape
        let index = axis < 0 ? axis + shape.count : axis
        guard shape.indices.contains(index) else {
            if !isNothing { builder.fail(layer, "size", "there is no axis \(axis) in \(shape)") }
            return 0
        }
        return shape[index]
    }

    /// The size of an axis that must be known, such as channels.
    public func fixedSize(_ axis: Int) -> Int {
        let size = size(axis)
        guard let number = size.fixed else {
            builder.fail(layer, "size", "axis \(axis) is \(size), a layer here needs a number")
            return 0
        }
        return number
    }

    /// The axis counted from the outermost.
    func axis(_ axis: Int) -> Int { axis < 0 ? axis + shape.count : axis }

    func apply(_ operation: Operation, _ others: Value...) -> Value {
        builder.add(operation, [self] + others, layer: layer)[0]
    }

    /// A number of this value's element type.
    func number(_ number: Double) -> Value {
        let tensor: Tensor? =
            switch element {
            case .float32: Tensor(Float(number))
            case .float64: Tensor(number)
            case .float16: Tensor(Float16(number))
            case .int64: Int64(exactly: number).map { Tensor($0) }
            case .int32: Int32(exactly: number).map { Tensor($0) }
            default: nil
            }
        guard let tensor else {
            builder.fail(layer, "number", "\(number) can't be \(element)")
            return builder.nothing(layer)
        }
        return builder.constant(tensor, layer: layer)
    }
}
