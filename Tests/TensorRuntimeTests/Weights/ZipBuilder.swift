@testable import TensorRuntime

/// Makes small ZIP archives, right or deliberately wrong.
enum ZipBuilder {
    /// What an entry's records say of it.
    struct Entry {
        var name: String
        var bytes: [UInt8]
        var method: UInt16 = 0
        var flags: UInt16 = 0
        var declared: UInt32?
        var localOffset: UInt32?
    }

    static func archive(_ entries: [(String, [UInt8])]) -> [UInt8] {
        archive(entries.map { Entry(name: $0.0, bytes: $0.1) })
    }

    static func archive(_ entries: [Entry], count: UInt16? = nil) -> [UInt8] {
        func little(_ number: some FixedWidthInteger) -> [UInt8] { WeightFiles.little(number) }
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let offset = entry.localOffset ?? UInt32(file.count)
            let name = Array(entry.name.utf8)
            let sizes =
                little(UInt32(0)) + little(UInt32(entry.bytes.count))
                + little(entry.declared ?? UInt32(entry.bytes.count))
                + little(UInt16(name.count))
            let kind = little(entry.flags) + little(entry.method) + little(UInt32(0))
            directory +=
                little(UInt32(0x0201_4B50)) + little(UInt32(0)) + kind + sizes
                + little(UInt16(0)) + little(UInt16(0)) + little(UInt64(0)) + little(offset) + name
            file +=
                little(UInt32(0x0403_4B50)) + little(UInt16(0)) + kind + sizes + little(UInt16(0))
                + name + entry.bytes
        }
        let start = UInt32(file.count)
        file += directory
        file +=
            little(UInt32(0x0605_4B50)) + little(UInt32(0))
            + little(count ?? UInt16(entries.count)) + little(count ?? UInt16(entries.count))
            + little(UInt32(directory.count)) + little(start) + little(UInt16(0))
        return file
    }

    /// One stored entry with all its numbers in the fields of ZIP64.
    static func wideArchive(_ name: String, _ bytes: [UInt8], offset: UInt64 = 0) -> [UInt8] {
        func little(_ number: some FixedWidthInteger) -> [UInt8] { WeightFiles.little(number) }
        let label = Array(name.utf8)
        let full = little(UInt32.max)
        var file = little(UInt32(0x0403_4B50)) + [UInt8](repeating: 0, count: 14)
        file += full + full + little(UInt16(label.count)) + little(UInt16(0)) + label + bytes
        let start = file.count
        let count = little(UInt64(bytes.count))
        file += little(UInt32(0x0201_4B50)) + [UInt8](repeating: 0, count: 16) + full + full
        file += little(UInt16(label.count)) + little(UInt16(28)) + [UInt8](repeating: 0, count: 10)
        file +=
            full + label + little(UInt16(1)) + little(UInt16(24)) + count + count + little(offset)
        let end = file.count
        file += little(UInt32(0x0606_4B50)) + little(UInt64(44)) + [UInt8](repeating: 0, count: 12)
        file += little(UInt64(1)) + little(UInt64(1)) + little(UInt64(end - start))
        file += little(UInt64(start))
        file += little(UInt32(0x0706_4B50)) + little(UInt32(0)) + little(UInt64(end))
        file += little(UInt32(1)) + little(UInt32(0x0605_4B50)) + little(UInt32(0))
        return file + [UInt8](repeating: 0xFF, count: 12) + little(UInt16(0))
    }
}
