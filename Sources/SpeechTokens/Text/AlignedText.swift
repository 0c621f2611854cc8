/// UTF-8 text that knows which bytes of its source each of its bytes stands for.
struct AlignedText {
    /// The text.
    private(set) var bytes: [UInt8]
    /// Where a text that was never changed begins in its source.
    private let base: Int
    /// For each byte where its source begins and ends; nil: unchanged.
    private var map: [(start: UInt32, end: UInt32)]?

    /// A piece of the source, unchanged.
    init(_ bytes: [UInt8], at base: Int) {
        self.bytes = bytes
        self.base = base
    }

    /// The bytes of the source that a range stands for.
    func source(_ range: Range<Int>) -> Range<Int> {
        guard let map else { return base + range.lowerBound..<base + range.upperBound }
        guard !range.isEmpty else {
            let place = range.lowerBound < map.count ? Int(map[range.lowerBound].start) : end
            return place..<place
        }
        let start = Int(map[range.lowerBound].start)
        return start..<max(start, Int(map[range.upperBound - 1].end))
    }

    private var end: Int { map.map { Int($0.last?.end ?? UInt32(base)) } ?? base + bytes.count }

    /// The scalars with their places.
    func forEachScalar(_ body: (Unicode.Scalar, Range<Int>) -> Void) {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var at = 0
        while case .valid(let encoded) = decoder.parseScalar(from: &iterator) {
            body(Unicode.UTF8.decode(encoded), at..<at + encoded.count)
            at += encoded.count
        }
    }

    /// Replaces bytes by others of the same length.
    mutating func mapBytes(_ transform: (UInt8) -> UInt8) {
        for index in bytes.indices { bytes[index] = transform(bytes[index]) }
    }

    /// Makes a changed copy of a text from its beginning to its end.
    struct Rewriter {
        private let original: AlignedText
        private var bytes: [UInt8] = []
        private var map: [(start: UInt32, end: UInt32)] = []

        init(_ original: AlignedText) {
            self.original = original
            bytes.reserveCapacity(original.bytes.count + 16)
            map.reserveCapacity(original.bytes.count + 16)
        }

        /// How long the copy is so far.
        var count: Int { bytes.count }

        /// Takes over a range as it is.
        mutating func keep(_ range: Range<Int>) {
            bytes += original.bytes[range]
            if let known = original.map {
                map += known[range]
            } else {
                for index in range {
                    let place = UInt32(original.base + index)
                    map.append((place, place + 1))
                }
            }
        }

        /// Puts bytes in the place of a range; an empty range inserts.
        mutating func put(_ new: some Sequence<UInt8>, for range: Range<Int>) {
            let source = original.source(range)
            let place = (UInt32(source.lowerBound), UInt32(source.upperBound))
            for byte in new {
                bytes.append(byte)
                map.append(place)
            }
        }

        /// The copy.
        var text: AlignedText {
            var result = AlignedText(bytes, at: original.source(0..<0).lowerBound)
            result.map = map
            return result
        }
    }
}
