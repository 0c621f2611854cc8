internal import CWeights

extension ByteRegion {
    /// The bytes of a deflated entry, unpacked to memory.
    ///
    /// What the entry declares is checked before memory is taken: deflate can't make more than
    /// 1032 bytes of one. It must unpack to exactly that, with the right checksum.
    func inflated(
        _ entry: ZipArchive.Entry, budget: inout UnpackingBudget
    ) throws(WeightError) -> ByteRegion {
        let shown = entry.name.prefix(200)
        guard entry.count / 1032 <= count else {
            throw malformed("'\(shown)' can't unpack to \(entry.count) bytes")
        }
        try budget.take(entry.count, file: file)
        let unpacked = TensorStorage(byteCount: entry.count)
        let status = withBytes {
            cweights_inflate($0.baseAddress, $0.count, unpacked.bytes.baseAddress, entry.count)
        }
        switch status {
        case 0: break
        case 2: throw WeightError(file: file, .unreadable(reason: "not enough memory"))
        default: throw malformed("'\(shown)' doesn't unpack to its \(entry.count) bytes")
        }
        guard cweights_crc32(unpacked.bytes.baseAddress, entry.count) == entry.checksum else {
            throw malformed("the checksum of '\(shown)' is wrong")
        }
        return ByteRegion(file: file, storage: unpacked, start: 0, count: entry.count)
    }
}
