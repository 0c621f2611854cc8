/// A Swift type whose values lie in tensors as they are.
public protocol TensorElement: BitwiseCopyable, Sendable {
    /// What tensors call it.
    static var elementType: ElementType { get }
}

extension Float: TensorElement {
    /// `float32`
    public static var elementType: ElementType { .float32 }
}
extension Double: TensorElement {
    /// `float64`
    public static var elementType: ElementType { .float64 }
}
extension Float16: TensorElement {
    /// `float16`
    public static var elementType: ElementType { .float16 }
}
extension Int8: TensorElement {
    /// `int8`
    public static var elementType: ElementType { .int8 }
}
extension Int16: TensorElement {
    /// `int16`
    public static var elementType: ElementType { .int16 }
}
extension Int32: TensorElement {
    /// `int32`
    public static var elementType: ElementType { .int32 }
}
extension Int64: TensorElement {
    /// `int64`
    public static var elementType: ElementType { .int64 }
}
extension UInt8: TensorElement {
    /// `uint8`
    public static var elementType: ElementType { .uint8 }
}
extension UInt16: TensorElement {
    /// `uint16`
    public static var elementType: ElementType { .uint16 }
}
extension UInt32: TensorElement {
    /// `uint32`
    public static var elementType: ElementType { .uint32 }
}
extension UInt64: TensorElement {
    /// `uint64`
    public static var elementType: ElementType { .uint64 }
}
extension Bool: TensorElement {
    /// `bool`
    public static var elementType: ElementType { .bool }
}

extension Tensor {
    /// A tensor of the given elements.
    ///
    /// - Precondition: The shape has as many elements.
    public init<Element: TensorElement>(_ elements: [Element], shape: [Int]) {
        let type = TensorType(Element.elementType, shape)
        precondition(type.count == elements.count, "\(elements.count) elements for \(shape)")
        self.init(type) { bytes in
            elements.withUnsafeBytes { bytes.copyMemory(from: $0) }
        }
    }

    /// A scalar.
    public init(_ element: some TensorElement) { self.init([element], shape: []) }

    /// The elements, which must be of this type; nil if they are of another.
    public func elements<Element: TensorElement>(as type: Element.Type) -> [Element]? {
        guard element == Element.elementType else { return nil }
        return withBytes { bytes in
            Array(unsafeUninitializedCapacity: count) { room, filled in
                UnsafeMutableRawBufferPointer(room).copyMemory(from: bytes)
                filled = count
            }
        }
    }
}
