/// An element type of ONNX, known to tensors here or not.
public struct OnnxElement: Sendable, Hashable, CustomStringConvertible {
    /// The number in ONNX's `TensorProto.DataType`.
    public let code: Int

    /// The type here; nil for those that tensors here can't have, such as strings.
    public var type: ElementType? { Int32(exactly: code).flatMap(ElementType.init(rawValue:)) }

    /// The name in ONNX, in lower case.
    public var description: String {
        if let type { return type.description }
        return switch code {
        case 8: "string"
        case 14: "complex64"
        case 15: "complex128"
        case 17: "float8e4m3fn"
        case 18: "float8e4m3fnuz"
        case 19: "float8e5m2"
        case 20: "float8e5m2fnuz"
        case 21: "uint4"
        case 22: "int4"
        case 23: "float4e2m1"
        default: "element type \(code)"
        }
    }
}

extension OnnxFile.Value {
    init(_ message: ByteRegion) throws(WeightError) {
        var name = ""
        var element: OnnxElement?
        var shape: [OnnxFile.Axis]?
        var reader = OnnxMessage(message)
        while let field = try reader.next() {
            switch field.number {
            case 1: name = try field.text()
            case 2:
                var type = OnnxMessage(try field.bytes())
                // A value that is no tensor has another field.
                while let kind = try type.next() {
                    guard kind.number == 1 else { continue }
                    (element, shape) = try Self.tensor(try kind.bytes())
                }
            default: break
            }
        }
        self.init(name: name, element: element, shape: shape)
    }

    private static func tensor(
        _ message: ByteRegion
    ) throws(WeightError) -> (OnnxElement, [OnnxFile.Axis]?) {
        var code = 0
        var shape: [OnnxFile.Axis]?
        var reader = OnnxMessage(message)
        while let field = try reader.next() {
            switch field.number {
            case 1: code = try field.integer()
            case 2:
                var axes: [OnnxFile.Axis] = []
                var dimensions = OnnxMessage(try field.bytes())
                while let dimension = try dimensions.next() {
                    guard dimension.number == 1 else { continue }
                    guard axes.count < 64 else { throw message.malformed("more than 64 axes") }
                    axes.append(try axis(try dimension.bytes()))
                }
                shape = axes
            default: break
            }
        }
        return (OnnxElement(code: code), shape)
    }

    private static func axis(_ message: ByteRegion) throws(WeightError) -> OnnxFile.Axis {
        var axis = OnnxFile.Axis.dynamic("")
        var reader = OnnxMessage(message)
        while let field = try reader.next() {
            switch field.number {
            case 1:
                let size = try field.integer()
                // Some exporters write -1 for an open axis.
                axis = size >= 0 ? .fixed(size) : .dynamic("")
            case 2: axis = .dynamic(try field.text())
            default: break
            }
        }
        return axis
    }
}
