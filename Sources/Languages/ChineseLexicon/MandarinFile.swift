import SpeechText

/// The file of words, where it lies. Its format is in the README beside it; numbers are little
/// endian and stand at any place.
struct MandarinFile: @unchecked Sendable {
    // Safety: the bytes are never written and outlive the program's last use of them.
    private let bytes: UnsafeRawBufferPointer
    /// The first character that the tables have, and how many.
    private let first: UInt32
    private let count: UInt32
    /// Where the sections begin: names, readings, simplified, costs, kinds, buckets, words; and
    /// where the last ends.
    private let sections: [Int]

    /// Opens a file; nil where its head isn't that of one.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 48, bytes.prefix(8).elementsEqual("SYRXZH01".utf8) else { return nil }
        func number(_ index: Int) -> UInt32 {
            UInt32(
                littleEndian: bytes.loadUnaligned(fromByteOffset: 8 + 4 * index, as: UInt32.self))
        }
        self.bytes = bytes
        first = number(0)
        count = number(1)
        sections = (2..<10).map { Int(number($0)) }
        guard sections.last == bytes.count,
            zip(sections, sections.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
    }

    /// The initials and finals by their numbers, as the file's maker had them.
    var names: String {
        String(decoding: bytes[sections[0]..<sections[1]], as: UTF8.self)
    }

    /// A character's place in the tables.
    @inline(__always)
    func index(of character: Unicode.Scalar) -> Int? {
        let index = character.value &- first
        return index < count ? Int(index) : nil
    }

    func reading(_ index: Int) -> UInt16 { short(sections[1] + 2 * index) }
    func simplified(_ index: Int) -> UInt16 { short(sections[2] + 2 * index) }
    func cost(_ index: Int) -> UInt8 { bytes[sections[3] + index] }
    func kind(_ index: Int) -> UInt8 { bytes[sections[4] + index] }

    @inline(__always)
    private func short(_ offset: Int) -> UInt16 {
        UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// Calls `body` with each word that begins with the character at a place: in each of its
    /// runs (words of one length, with or without a reading of their own, ascending) at most one.
    func forEachWord(
        in text: [Unicode.Scalar], at start: Int, _ body: (MandarinEntry) -> Void
    ) {
        guard let index = index(of: text[start]) else { return }
        let bucket = Int(
            UInt32(
                littleEndian: bytes.loadUnaligned(
                    fromByteOffset: sections[5] + 4 * index, as: UInt32.self)))
        guard bucket > 0 else { return }
        var head = sections[6] + bucket
        let runs = Int(bytes[head])
        head += 1
        var run = head + 4 * runs
        for _ in 0..<runs {
            let length = Int(bytes[head])
            let hasReading = bytes[head + 1] != 0
            let words = Int(short(head + 2))
            head += 4
            let size = 2 * length + (hasReading ? 2 * length : 0)
            if start + length <= text.count,
                let place = search(text, start, length, run, words, size)
            {
                let tail = place + 2 * (length - 1)
                body(
                    MandarinEntry(
                        length: length, cost: Int(bytes[tail]),
                        kind: MandarinWordKind(rawValue: bytes[tail + 1] & 127) ?? .other,
                        place: hasReading ? tail + 2 : -1, isTold: bytes[tail + 1] > 127))
            }
            run += words * size
        }
    }

    private func search(
        _ text: [Unicode.Scalar], _ start: Int, _ length: Int, _ run: Int, _ words: Int,
        _ size: Int
    ) -> Int? {
        var low = 0
        var high = words
        search: while low < high {
            let middle = (low + high) / 2
            let place = run + middle * size
            for index in 1..<length {
                let other = UInt32(short(place + 2 * (index - 1)))
                let own = text[start + index].value
                if own < other {
                    high = middle
                    continue search
                }
                if own > other {
                    low = middle + 1
                    continue search
                }
            }
            return place
        }
        return nil
    }

    /// The syllables at a place.
    func syllables(at place: Int, count: Int) -> [PinyinSyllable]? {
        let syllables = (0..<count).compactMap { PinyinSyllable(code: short(place + 2 * $0)) }
        return syllables.count == count ? syllables : nil
    }
}
