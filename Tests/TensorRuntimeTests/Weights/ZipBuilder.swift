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
}
