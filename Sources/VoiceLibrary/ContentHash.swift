import Crypto
public import TensorRuntime

/// A SHA-256, by which clips, models and tensors are told apart.
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
    /// 64 hexadecimal digits, lower case.
    public let hexadecimal: String

    /// Reads 64 hexadecimal digits in lower case; nil for anything else.
    public init?(_ hexadecimal: some StringProtocol) {
        let isHash =
            hexadecimal.utf8.count == 64
            && hexadecimal.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
            }
        guard isHash else { return nil }
        self.hexadecimal = String(hexadecimal)
    }

    /// The hash of bytes, such as those of a model's file.
    public init(of bytes: [UInt8]) {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        self.init(hash)
    }

    /// The hash of tensors: of their names, types, shapes and bytes, in the order of the names.
    /// What a file says beside them doesn't count, nor how it lays them out.
    public init(of weights: WeightStore) {
        var hash = SHA256()
        for name in weights.names {
            guard let tensor = weights[name] else { continue }
            // No name or shape can be taken for the beginning of what follows.
            let text = "\(name.utf8.count):\(name)\(tensor.element)\(tensor.shape)"
            Array(text.utf8).withUnsafeBytes { hash.update(bufferPointer: $0) }
            tensor.withBytes { hash.update(bufferPointer: $0) }
        }
        self.init(hash)
    }

    init(_ hash: SHA256) {
        let digits = Array("0123456789abcdef".utf8)
        hexadecimal = String(
            decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// ``hexadecimal``.
    public var description: String { hexadecimal }

    /// The first twelve digits, for people.
    public var short: String { String(hexadecimal.prefix(12)) }
}
