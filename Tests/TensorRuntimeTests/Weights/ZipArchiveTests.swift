import Testing

@testable import TensorRuntime

@Suite struct `ZIP archives` {
    static func problem(
        _ entries: [ZipBuilder.Entry], count: UInt16? = nil
    ) -> WeightError.Problem? {
        WeightFiles.problem(ZipBuilder.archive(entries, count: count))
    }

    @Test func `entries lie where the directory says`() throws {
        let archive = try ZipArchive(
            WeightFiles.region(ZipBuilder.archive([("a", [1, 2]), ("b/c", [])])))
        #expect(archive.names == ["a", "b/c"])
        var budget = UnpackingBudget(limit: 0)
        let entry = try #require(archive["a"])
        #expect(try archive.bytes(of: entry, budget: &budget).withBytes { Array($0) } == [1, 2])
    }

    @Test func `archives beyond 4 GB have wider numbers`() throws {
        let array = try WeightFiles.bytes("plain.npy")
        let store = try WeightFiles.read(ZipBuilder.wideArchive("a.npy", array))
        #expect(store["a"]?.floats() == WeightFiles.ramp(6))
        for offset in [UInt64.max, UInt64(Int.max), 1 << 40, 1] {
            let hostile = ZipBuilder.wideArchive("a.npy", array, offset: offset)
            #expect(WeightFiles.problem(hostile)?.isMalformed == true)
        }
    }

    @Test func `archives that lie are refused`() {
        typealias Entry = ZipBuilder.Entry
        let array: [UInt8] = [1, 2, 3, 4]
        let bad: [(String, [Entry], UInt16?)] = [
            (
                "entries share bytes",
                [
                    Entry(name: "a.npy", bytes: array),
                    Entry(name: "a.npy", bytes: array, localOffset: 0),
                ], nil
            ),
            ("outside", [Entry(name: "a.npy", bytes: array, localOffset: 4_000_000)], nil),
            ("more entries than records", [Entry(name: "a.npy", bytes: array)], 60_000),
            ("two sizes", [Entry(name: "a.npy", bytes: array, declared: 400)], nil),
            (
                "sizes that need a field that isn't there",
                [Entry(name: "a.npy", bytes: array, declared: .max)], nil
            ),
            (
                "a bomb by its ratio",
                [Entry(name: "a.npy", bytes: array, method: 8, declared: 4_000_000)], nil
            ),
            ("no deflate", [Entry(name: "a.npy", bytes: array, method: 8, declared: 40)], nil),
        ]
        for (what, entries, count) in bad {
            #expect(Self.problem(entries, count: count)?.isMalformed == true, "\(what)")
        }
        #expect(Self.problem([Entry(name: "a.npy", bytes: array, flags: 1)])?.isUnsupported == true)
        #expect(
            Self.problem([Entry(name: "a.npy", bytes: array, method: 14)])?.isUnsupported == true)
        #expect(Self.problem([Entry(name: "readme", bytes: array)])?.isUnsupported == true)
    }

    @Test func `what unpacks beyond the limit is refused`() throws {
        let bytes = try WeightFiles.bytes("deflated.npz")
        #expect { try WeightFiles.read(bytes, unpackedBytes: 1000) } throws: { error in
            (error as? WeightError)?.problem.isTooLarge == true
        }
    }
}
