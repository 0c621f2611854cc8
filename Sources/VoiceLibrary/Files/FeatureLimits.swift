import TensorRuntime

/// What a profile's tensors may be, whether our own converter made them or a file brings them.
enum FeatureLimits {
    static let tensors = 64
    static let bytes = 16 << 20
    static let longestName = 100
    static let axes = 8

    /// A file with the largest features, with a generous header.
    static let fileBytes = bytes + 1 << 20

    /// What is wrong with tensors, and with which; nil where they can be kept.
    static func problem(of features: WeightStore) -> (tensor: String?, reason: String)? {
        guard features.count > 0 else { return (nil, "there are no tensors; a model needs some") }
        guard features.count <= tensors else {
            return (nil, "\(features.count) tensors are more than \(tensors)")
        }
        for name in features.names {
            guard isName(name) else {
                return (name, "a tensor's name has 1 to \(longestName) letters, digits, . _ or -")
            }
            guard let tensor = features[name], tensor.shape.count <= axes else {
                return (name, "it has more than \(axes) axes")
            }
        }
        guard features.byteCount <= bytes else {
            return (nil, "\(features.byteCount) bytes are more than \(bytes)")
        }
        for name in features.names {
            if let tensor = features[name], tensor.element.isFloatingPoint,
                !tensor.floats().allSatisfy(\.isFinite)
            {
                return (name, "it holds what is infinite or no number")
            }
        }
        return nil
    }

    private static func isName(_ name: String) -> Bool {
        (1...longestName).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte)
                    || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains(byte)
            }
    }
}
