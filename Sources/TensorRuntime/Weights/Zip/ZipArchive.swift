/// The entries of a ZIP archive, from its central directory (PKWARE APPNOTE 6.3, with ZIP64).
///
/// Every entry lies inside the file and none shares bytes with another, so that what an archive
/// unpacks to is bounded by its own size.
struct ZipArchive: Sendable {
    /// Where an entry's bytes are and how they are packed.
    struct Entry: Sendable, Hashable {
        enum Packing: Sendable, Hashable { case stored, deflated }

        let name: String
        let packing: Packing
        let checksum: UInt32
        /// Where its bytes begin in the file, and how many there are.
        let offset: Int
        let packedCount: Int
        /// Bytes once unpacked.
        let count: Int
    }

    let file: ByteRegion
    private let entries: [String: Entry]

    var names: [String] { entries.keys.sorted() }

    subscript(name: String) -> Entry? { entries[name] }

    init(_ file: ByteRegion) throws(WeightError) {
        self.file = file
        let directory = try ZipDirectory(of: file)
        var entries: [String: Entry] = [:]
        var occupied: [Range<Int>] = []
        var position = directory.offset
        for _ in 0..<directory.entryCount {
            let record = try ZipRecord(in: file, at: position, before: directory.end)
            position = record.end
            let entry = try record.entry(in: file, before: directory.offset)
            occupied.append(record.localOffset..<entry.offset + entry.packedCount)
            guard entries.updateValue(entry, forKey: entry.name) == nil else {
                throw file.malformed("two entries named '\(entry.name.prefix(200))'")
            }
        }
        occupied.sort { $0.lowerBound < $1.lowerBound }
        for (first, second) in zip(occupied, occupied.dropFirst())
        where second.lowerBound < first.upperBound {
            throw file.malformed("entries of the archive overlap")
        }
        self.entries = entries
    }

    /// An entry's bytes: where they are in the file, or unpacked.
    func bytes(
        of entry: Entry, budget: inout UnpackingBudget
    ) throws(WeightError) -> ByteRegion {
        guard let packed = file.part(at: entry.offset, count: entry.packedCount) else {
            throw file.malformed("'\(entry.name.prefix(200))' lies outside the archive")
        }
        switch entry.packing {
        case .stored: return packed
        case .deflated: return try packed.inflated(entry, budget: &budget)
        }
    }
}

/// Where the central directory is.
private struct ZipDirectory {
    let offset: Int
    let end: Int
    let entryCount: Int

    private static let mostEntries = 1_000_000

    init(of file: ByteRegion) throws(WeightError) {
        guard let trailer = Self.trailer(of: file) else {
            throw file.malformed(
                "the archive's directory is missing at its end; it may be truncated")
        }
        var count = UInt64(file.little(UInt16.self, at: trailer + 10) ?? 0)
        var size = UInt64(file.little(UInt32.self, at: trailer + 12) ?? 0)
        var offset = UInt64(file.little(UInt32.self, at: trailer + 16) ?? 0)
        var limit = trailer
        if trailer >= 20, file.little(UInt32.self, at: trailer - 20) == 0x0706_4B50 {
            guard let place = file.little(UInt64.self, at: trailer - 12),
                let record = Int(exactly: place), record <= trailer - 20 - 56,
                file.little(UInt32.self, at: record) == 0x0606_4B50,
                let wideCount = file.little(UInt64.self, at: record + 32),
                let wideSize = file.little(UInt64.self, at: record + 40),
                let wideOffset = file.little(UInt64.self, at: record + 48)
            else { throw file.malformed("the archive's ZIP64 directory is damaged") }
            (count, size, offset, limit) = (wideCount, wideSize, wideOffset, record)
        }
        let (end, overflow) = offset.addingReportingOverflow(size)
        guard !overflow, end <= UInt64(limit) else {
            throw file.malformed("the archive's directory lies outside it")
        }
        // A record of the directory takes 46 bytes at least.
        guard count <= size / 46 else {
            throw file.malformed("the archive's directory is too short for \(count) entries")
        }
        guard count <= Self.mostEntries else {
            throw WeightError(
                file: file.file, .tooLarge("the number of entries", limit: Self.mostEntries))
        }
        self.offset = Int(offset)
        self.end = Int(end)
        entryCount = Int(count)
    }

    /// The last record of the archive, before a comment of at most 65535 bytes.
    private static func trailer(of file: ByteRegion) -> Int? {
        var position = file.count - 22
        let first = max(0, position - 65535)
        while position >= first {
            if file.little(UInt32.self, at: position) == 0x0605_4B50,
                let comment = file.little(UInt16.self, at: position + 20),
                position + 22 + Int(comment) == file.count
            {
                return position
            }
            position -= 1
        }
        return nil
    }
}

/// One record of the central directory.
private struct ZipRecord {
    let name: String
    let flags: UInt16
    let method: UInt16
    let checksum: UInt32
    let packedCount: Int
    let count: Int
    let localOffset: Int
    /// Where the next record begins.
    let end: Int

    init(in file: ByteRegion, at position: Int, before limit: Int) throws(WeightError) {
        let damaged = file.malformed("a record of the archive's directory is damaged")
        guard file.little(UInt32.self, at: position) == 0x0201_4B50,
            let flags = file.little(UInt16.self, at: position + 8),
            let method = file.little(UInt16.self, at: position + 10),
            let checksum = file.little(UInt32.self, at: position + 16),
            let packed = file.little(UInt32.self, at: position + 20),
            let unpacked = file.little(UInt32.self, at: position + 24),
            let nameLength = file.little(UInt16.self, at: position + 28),
            let extraLength = file.little(UInt16.self, at: position + 30),
            let commentLength = file.little(UInt16.self, at: position + 32),
            let local = file.little(UInt32.self, at: position + 42)
        else { throw damaged }
        let nameEnd = position + 46 + Int(nameLength)
        let extraEnd = nameEnd + Int(extraLength)
        end = extraEnd + Int(commentLength)
        guard end <= limit,
            let name = file.part(at: position + 46, count: Int(nameLength))?.text
        else { throw damaged }
        var wide: [UInt64] = [UInt64(unpacked), UInt64(packed), UInt64(local)]
        // Fields that are full are in an extra field, in this order.
        if wide.contains(0xFFFF_FFFF) {
            guard let start = Self.extra(1, in: file, from: nameEnd, to: extraEnd) else {
                throw damaged
            }
            var next = start.lowerBound
            for index in wide.indices where wide[index] == 0xFFFF_FFFF {
                guard next + 8 <= start.upperBound,
                    let value = file.little(UInt64.self, at: next)
                else { throw damaged }
                wide[index] = value
                next += 8
            }
        }
        guard let count = Int(exactly: wide[0]), let packedCount = Int(exactly: wide[1]),
            let localOffset = Int(exactly: wide[2])
        else { throw damaged }
        self.name = name
        self.flags = flags
        self.method = method
        self.checksum = checksum
        self.count = count
        self.packedCount = packedCount
        self.localOffset = localOffset
    }

    /// The entry, whose bytes follow a local header that repeats its name.
    func entry(in file: ByteRegion, before limit: Int) throws(WeightError) -> ZipArchive.Entry {
        let shown = name.prefix(200)
        guard flags & 1 == 0 else {
            throw WeightError(
                file: file.file,
                .unsupported("an encrypted entry ('\(shown)')", remedy: "decrypt the archive"))
        }
        guard method == 0 || method == 8 else {
            throw WeightError(
                file: file.file,
                .unsupported(
                    "compression method \(method) ('\(shown)')",
                    remedy: "pack the archive with deflate or store"))
        }
        guard localOffset <= limit, file.little(UInt32.self, at: localOffset) == 0x0403_4B50,
            let nameLength = file.little(UInt16.self, at: localOffset + 26),
            let extraLength = file.little(UInt16.self, at: localOffset + 28),
            file.part(at: localOffset + 30, count: Int(nameLength))?.text == name
        else { throw file.malformed("the local header of '\(shown)' is damaged") }
        let offset = localOffset + 30 + Int(nameLength) + Int(extraLength)
        guard offset <= limit, packedCount <= limit - offset else {
            throw file.malformed("'\(shown)' lies outside the archive")
        }
        guard method == 8 || packedCount == count else {
            throw file.malformed("'\(shown)' is stored with two different sizes")
        }
        return ZipArchive.Entry(
            name: name, packing: method == 0 ? .stored : .deflated, checksum: checksum,
            offset: offset, packedCount: packedCount, count: count)
    }

    /// Where the contents of an extra field are.
    private static func extra(
        _ id: UInt16, in file: ByteRegion, from start: Int, to end: Int
    ) -> Range<Int>? {
        var position = start
        while position + 4 <= end, let kind = file.little(UInt16.self, at: position),
            let size = file.little(UInt16.self, at: position + 2)
        {
            let next = position + 4 + Int(size)
            guard next <= end else { return nil }
            if kind == id { return position + 4..<next }
            position = next
        }
        return nil
    }
}
