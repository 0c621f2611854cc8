import Testing

@testable import TensorRuntime

@Suite struct `NumPy files` {
    @Test func `arrays are read, whatever their order`() throws {
        let plain = try WeightFiles.golden("plain.npy")
        #expect(plain.names == ["plain"] && plain["plain"]?.shape == [2, 3])
        #expect(plain["plain"]?.floats() == WeightFiles.ramp(6))
        #expect(
            try WeightFiles.golden("big-endian.npy")["big-endian"]?.floats() == WeightFiles.ramp(6))
        let fortran = try WeightFiles.golden("fortran.npy")["fortran"]
        #expect(fortran?.shape == [2, 3, 2] && fortran?.floats() == WeightFiles.ramp(12))
    }

    @Test(arguments: ["stored.npz", "deflated.npz"])
    func `archives of arrays are read`(name: String) throws {
        let store = try WeightFiles.golden(name)
        #expect(store["a"]?.floats() == WeightFiles.ramp(6))
        #expect(store["h"]?.element == .float16 && store["h"]?.floats() == WeightFiles.ramp(6))
        #expect(store["b.c"]?.elements(as: Int64.self) == [0, 1, 2, 3, 4])
    }

    @Test func `what isn't numbers is refused`() {
        #expect { try WeightFiles.golden("objects.npy") } throws: { error in
            (error as? WeightError)?.problem.isUnsupported == true
        }
    }

    @Test func `headers that lie are refused`() {
        func problem(_ header: String, data: Int) -> WeightError.Problem? {
            WeightFiles.problem(
                NumPyArray.magic + [1, 0] + WeightFiles.little(UInt16(header.utf8.count))
                    + Array(header.utf8) + [UInt8](repeating: 0, count: data))
        }
        func header(_ shape: String) -> String {
            "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }\n"
        }
        #expect(problem(header("(1,)"), data: 4) == nil)
        #expect(problem(header("()"), data: 4) == nil)
        #expect(problem(header("(2,)"), data: 4)?.isTruncated == true)
        for shape in [
            "(-1,)", "(1", "1", "(4294967296, 4294967296)", "(1,)}", "(99999999999999999999,)",
        ] {
            #expect(problem(header(shape), data: 4)?.isMalformed == true, "\(shape)")
        }
        let many = Array(repeating: "1", count: 20_000).joined(separator: ",")
        #expect(problem(header("(\(many),)"), data: 4)?.isMalformed == true)
        #expect(problem(header("(1,)"), data: 5)?.isMalformed == true)
    }
}
