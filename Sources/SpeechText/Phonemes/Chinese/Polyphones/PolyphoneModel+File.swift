extension PolyphoneModel {
    /// The file that holds it, little endian: `SYRXPY01`; the two numbers of ``trust`` and how
    /// many characters there are (2 bytes each); and for each of these, ascending, its code point
    /// (2), how many readings it has (1) and their codes (2 each), how many features (2), and for
    /// each of these its kind (1), what is there (2, 2) and a weight for each reading (2 each).
    public var file: [UInt8] {
        var bytes = Array(Self.magic.utf8)
        func append(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
        }
        append(trust.alone)
        append(trust.inWord)
        append(UInt16(characters.count))
        for (scalar, character) in characters.sorted(by: { $0.key < $1.key }) {
            append(UInt16(scalar.value))
            append(UInt8(character.readings.count))
            for reading in character.readings { append(reading.code) }
            append(UInt16(character.weights.count))
            let features = character.weights.sorted {
                ($0.key.kind.rawValue, $0.key.first, $0.key.second)
                    < ($1.key.kind.rawValue, $1.key.first, $1.key.second)
            }
            for (feature, weights) in features {
                append(feature.kind.rawValue)
                append(feature.first)
                append(feature.second)
                for weight in weights { append(weight) }
            }
        }
        return bytes
    }

    /// Reads such a file; nil where it is none.
    public init?(file: UnsafeRawBufferPointer) {
        var reader = Reader(bytes: file[...])
        guard file.starts(with: Self.magic.utf8) else { return nil }
        reader.bytes = reader.bytes.dropFirst(Self.magic.utf8.count)
        guard let alone = reader.next(Int16.self), let inWord = reader.next(Int16.self),
            let count = reader.next(UInt16.self)
        else { return nil }
        var characters: [Unicode.Scalar: Character] = [:]
        for _ in 0..<count {
            guard let value = reader.next(UInt16.self), let scalar = Unicode.Scalar(value),
                let character = reader.character()
            else { return nil }
            characters[scalar] = character
        }
        guard reader.bytes.isEmpty else { return nil }
        self.init(characters: characters, trust: (alone, inWord))
    }

    private static let magic = "SYRXPY01"

    private struct Reader {
        var bytes: Slice<UnsafeRawBufferPointer>

        mutating func next<Number: FixedWidthInteger & BitwiseCopyable>(
            _ type: Number.Type
        ) -> Number? {
            let size = MemoryLayout<Number>.size
            guard bytes.count >= size else { return nil }
            let number = UnsafeRawBufferPointer(rebasing: bytes).loadUnaligned(as: type)
            bytes = bytes.dropFirst(size)
            return Number(littleEndian: number)
        }

        mutating func character() -> Character? {
            guard
                let readings = numbers(next(UInt8.self).map(Int.init), UInt16.self)?
                    .compactMap({ PinyinSyllable(code: $0) }),
                let count = next(UInt16.self)
            else { return nil }
            var weights: [PolyphoneFeature: [Int16]] = [:]
            for _ in 0..<count {
                guard let kind = next(UInt8.self).flatMap(PolyphoneFeature.Kind.init(rawValue:)),
                    let first = next(UInt16.self), let second = next(UInt16.self),
                    let values = numbers(readings.count, Int16.self)
                else { return nil }
                weights[PolyphoneFeature(kind, first, second)] = values
            }
            return Character(readings: readings, weights: weights)
        }

        private mutating func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
            _ count: Int?, _ type: Number.Type
        ) -> [Number]? {
            guard let count else { return nil }
            var numbers: [Number] = []
            for _ in 0..<count {
                guard let number = next(type) else { return nil }
                numbers.append(number)
            }
            return numbers
        }
    }
}
