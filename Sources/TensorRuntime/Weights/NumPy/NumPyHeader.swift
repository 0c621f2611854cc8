/// The header of a NumPy array: a Python dictionary with three entries.
///
/// Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
struct NumPyHeader: Equatable {
    var element: ElementType
    var isBigEndian: Bool
    /// Columns first, instead of rows.
    var isFortran: Bool
    var shape: [Int]
    /// Where the elements begin.
    var dataOffset: Int

    init(_ file: ByteRegion, named name: String) throws(WeightError) {
        let damaged = file.malformed("its .npy header is damaged", tensor: name)
        guard file.begins(with: NumPyArray.magic), let version = file.byte(at: 6),
            (1...3).contains(version)
        else { throw damaged }
        let start = version == 1 ? 10 : 12
        let length =
            version == 1
            ? file.little(UInt16.self, at: 8).map(Int.init)
            : file.little(UInt32.self, at: 8).map(Int.init)
        guard let length, length <= 65536, let region = file.part(at: start, count: length) else {
            throw damaged
        }
        var literal = PythonLiteral(region.withBytes { Array($0) })
        var descriptor: String?
        var isFortran: Bool?
        var shape: [Int]?
        guard literal.accept("{") else { throw damaged }
        while !literal.accept("}") {
            guard let key = literal.string(), literal.accept(":") else { throw damaged }
            switch key {
            case "descr" where descriptor == nil:
                if let text = literal.string() {
                    descriptor = text
                } else {
                    throw Self.unsupported("a structured array", file, name)
                }
            case "fortran_order" where isFortran == nil: isFortran = literal.truth()
            case "shape" where shape == nil: shape = literal.tuple()
            default: throw damaged
            }
            guard literal.accept(",") || literal.next == UInt8(ascii: "}") else { throw damaged }
        }
        guard literal.isAtEnd, let descriptor, let isFortran, let shape else { throw damaged }
        guard let (element, isBigEndian) = Self.element(descriptor) else {
            throw Self.unsupported("element type '\(descriptor.prefix(40))'", file, name)
        }
        self.element = element
        self.isBigEndian = isBigEndian
        self.isFortran = isFortran
        self.shape = shape
        dataOffset = start + length
    }

    private static func unsupported(
        _ what: String, _ file: ByteRegion, _ name: String
    ) -> WeightError {
        WeightError(
            file: file.file, tensor: name,
            .unsupported(what, remedy: "save it as an array of numbers, such as float32"))
    }

    /// NumPy's array-protocol type strings, such as `<f4`.
    private static func element(_ descriptor: String) -> (ElementType, isBigEndian: Bool)? {
        let element: ElementType
        switch descriptor.dropFirst() {
        case "f8": element = .float64
        case "f4": element = .float32
        case "f2": element = .float16
        case "i8": element = .int64
        case "i4": element = .int32
        case "i2": element = .int16
        case "i1": element = .int8
        case "u8": element = .uint64
        case "u4": element = .uint32
        case "u2": element = .uint16
        case "u1": element = .uint8
        case "b1": element = .bool
        default: return nil
        }
        switch descriptor.first {
        case "<", "=": return (element, false)
        case "|" where element.byteCount == 1: return (element, false)
        case ">": return (element, element.byteCount > 1)
        default: return nil
        }
    }
}

/// What of Python's literals is in the header: strings, truth values and tuples of whole numbers.
private struct PythonLiteral {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next byte that isn't space.
    var next: UInt8? {
        mutating get {
            while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
                position += 1
            }
            return position < bytes.count ? bytes[position] : nil
        }
    }

    var isAtEnd: Bool { mutating get { next == nil } }

    mutating func accept(_ mark: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: mark) else { return false }
        position += 1
        return true
    }

    mutating func string() -> String? {
        guard let quote = next, quote == 0x27 || quote == 0x22,
            let end = bytes[(position + 1)...].firstIndex(of: quote)
        else { return nil }
        let text = bytes[(position + 1)..<end]
        guard !text.contains(0x5C) else { return nil }
        position = end + 1
        return String(validating: text, as: UTF8.self)
    }

    mutating func truth() -> Bool? {
        _ = next
        for (word, value) in [("True", true), ("False", false)]
        where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return value
        }
        return nil
    }

    mutating func tuple() -> [Int]? {
        guard accept("(") else { return nil }
        var numbers: [Int] = []
        while !accept(")") {
            guard numbers.count < 64, let number = number() else { return nil }
            numbers.append(number)
            guard accept(",") || next == UInt8(ascii: ")") else { return nil }
        }
        return numbers
    }

    private mutating func number() -> Int? {
        _ = next
        let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty else { return nil }
        position += digits.count
        // Python 2 wrote long integers with an L.
        if position < bytes.count, bytes[position] == 0x4C { position += 1 }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
