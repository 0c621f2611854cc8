import Testing

@testable import TensorRuntime

@Suite struct `PyTorch archives` {
    let store: WeightStore

    init() throws { store = try WeightFiles.golden("checkpoint.pt") }

    @Test func `a checkpoint's tensors get dotted names`() {
        let state = store.within("state_dict")
        for name in ["f64", "f32", "f16", "bf16"] {
            #expect(state[name]?.floats() == WeightFiles.ramp(6), "\(name)")
        }
        for name in ["i64", "i32", "i16", "i8"] {
            #expect(state[name]?.floats() == [-3, -2, -1, 0, 1, 2], "\(name)")
        }
        #expect(state["u8"]?.floats() == [0, 1, 1, 1, 0, 0])
        #expect(state["bool"]?.element == .bool && state["u16"]?.element == .uint16)
        #expect(state["u16"]?.floats() == [0, 1, 2])
        #expect(state["parameter"]?.floats() == WeightFiles.ramp(3))
        #expect(state["scalar"]?.shape == [] && state["scalar"]?.floats() == [2.5])
        #expect(state["empty"]?.shape == [0, 4])
        #expect(store["list.0"]?.floats() == WeightFiles.ramp(2))
        #expect(store["list.1.x"]?.floats() == WeightFiles.ramp(1))
        #expect(store.parts == ["list", "state_dict"])
        #expect(store.within(firstOf: ["model", "state_dict"]).names == state.names)
        #expect(store.within(firstOf: ["generator"]).names == store.names)
    }

    @Test func `views share memory or are made contiguous`() throws {
        let whole = try store.tensor("state_dict.whole")
        let row = try store.tensor("state_dict.row")
        #expect(whole.storage === row.storage)
        #expect(row.floats() == Array(WeightFiles.ramp(24)[12..<18]))
        let transposed = try store.tensor("state_dict.transposed")
        #expect(transposed.shape == [6, 4])
        let ramp = WeightFiles.ramp(24)
        let turned = (0..<24).map { (index: Int) -> Float in ramp[index % 4 * 6 + index / 4] }
        #expect(transposed.floats() == turned)
        let column = [ramp[3], ramp[9], ramp[15], ramp[21]]
        #expect(try store.tensor("state_dict.column").floats() == column)
        #expect(try store.tensor("state_dict.expanded").floats() == [1, 1, 1, 1, 1, 1])
    }

    @Test func `objects without tensors are passed over and told`() {
        #expect(store.skipped.contains("config: a __main__.Config"))
        #expect(store.skipped.contains("device: a torch.device"))
        #expect(store.skipped.contains { $0.hasPrefix("seed: a numpy") })
    }

    @Test func `a whole module has the names of its state dict`() throws {
        let module = try WeightFiles.golden("module.pt")
        #expect(
            module.names == [
                "0.bias", "0.weight", "1.bias", "1.num_batches_tracked", "1.running_mean",
                "1.running_var", "1.weight",
            ])
        #expect(module["0.weight"]?.shape == [3, 2])
    }

    @Test func `newer pickle protocols are read too`() throws {
        #expect(try WeightFiles.golden("protocol4.pt")["a"]?.floats() == WeightFiles.ramp(2))
    }

    @Test func `code in a pickle is named and not run`() throws {
        #expect { try WeightFiles.golden("attack.pt") } throws: { error in
            guard case .forbiddenGlobal(let name)? = (error as? WeightError)?.problem else {
                return false
            }
            return name == "posix.system" && "\(error)".contains("attack.pt")
        }
    }

    @Test func `what is not read says what to do`() {
        for name in ["legacy.pth", "sparse.pt"] {
            #expect { try WeightFiles.golden(name) } throws: { error in
                (error as? WeightError)?.problem.isUnsupported == true
            }
        }
    }

    @Test func `a missing tensor is named`() {
        #expect(throws: WeightError(file: "", tensor: "x", .missing)) { try store.tensor("x") }
    }
}

/// Pickles made by hand, in archives of our own making.
@Suite struct `Hostile pickles` {
    /// An archive with a pickle and one storage of two floats.
    static func archive(_ pickle: [UInt8]) -> [UInt8] {
        ZipBuilder.archive([
            ("a/data.pkl", [0x80, 2] + pickle),
            ("a/data/0", [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]),
        ])
    }

    static func text(_ text: String) -> [UInt8] {
        [UInt8(ascii: "X")] + WeightFiles.little(UInt32(text.utf8.count)) + Array(text.utf8)
    }

    static func number(_ number: Int64) -> [UInt8] { [0x8A, 8] + WeightFiles.little(number) }

    static func tuple(_ parts: [[UInt8]]) -> [UInt8] {
        [UInt8(ascii: "(")] + parts.joined() + [UInt8(ascii: "t")]
    }

    static func tensor(
        offset: Int64, size: [Int64], stride: [Int64], count: Int64 = 2, key: String = "0"
    ) -> [UInt8] {
        let storage =
            tuple([
                text("storage"), Array("ctorch\nFloatStorage\n".utf8), text(key), text("cpu"),
                number(count),
            ]) + [UInt8(ascii: "Q")]
        return Array("ctorch._utils\n_rebuild_tensor_v2\n".utf8)
            + tuple([
                storage, number(offset), tuple(size.map(number)), tuple(stride.map(number)),
                [0x89], [UInt8(ascii: "}")],
            ]) + [UInt8(ascii: "R")]
    }

    static func problem(_ pickle: [UInt8]) -> WeightError.Problem? {
        WeightFiles.problem(archive(pickle))
    }

    @Test func `tensors stay inside their storage`() throws {
        let good = Self.tensor(offset: 0, size: [2], stride: [1]) + [0x2E]
        #expect(try WeightFiles.read(Self.archive(good))["tensor"]?.floats() == [1, 2])
        // The stride of a single element means nothing.
        let single = Self.tensor(offset: 1, size: [1], stride: [Int64.max]) + [0x2E]
        #expect(try WeightFiles.read(Self.archive(single))["tensor"]?.floats() == [2])
        let bad: [([UInt8], String)] = [
            (Self.tensor(offset: 1, size: [2], stride: [1]), "past the end"),
            (Self.tensor(offset: -1, size: [2], stride: [1]), "before the start"),
            (Self.tensor(offset: 0, size: [2], stride: [-1]), "backwards"),
            (Self.tensor(offset: 0, size: [3], stride: [.max]), "overflowing stride"),
            (Self.tensor(offset: .max, size: [1], stride: [1]), "overflowing offset"),
            (Self.tensor(offset: 0, size: [-2], stride: [1]), "negative size"),
            (Self.tensor(offset: 0, size: [.max, .max], stride: [0, 0]), "overflowing size"),
            (Self.tensor(offset: 0, size: [2], stride: [1, 1]), "more strides than axes"),
            (Self.tensor(offset: 0, size: [100], stride: [1], count: 100), "short storage"),
            (Self.tensor(offset: 0, size: [2], stride: [1], count: .max), "endless storage"),
            (Self.tensor(offset: 0, size: [2], stride: [1], key: "9"), "no storage"),
        ]
        for (pickle, what) in bad {
            #expect(Self.problem(pickle + [0x2E])?.isMalformed == true, "\(what)")
        }
        let expanded = Self.tensor(offset: 0, size: [1_000_000_000], stride: [0])
        #expect(Self.problem(expanded + [0x2E])?.isTooLarge == true)
    }

    @Test func `functions without a meaning are refused by name, however they are called`() {
        let calls: [(String, [UInt8])] = [
            ("os.system", Array("cos\nsystem\n".utf8)),
            ("builtins.eval", Array("cbuiltins\neval\n".utf8)),
            ("torch.load", Array("ctorch\nload\n".utf8)),
            ("os.system", Self.text("os") + Self.text("system") + [0x93]),
        ]
        for (name, function) in calls {
            let pickle = function + Self.tuple([Self.text("x")]) + [UInt8(ascii: "R"), 0x2E]
            #expect(Self.problem(pickle) == .forbiddenGlobal(name))
        }
    }

    @Test func `containers in themselves end in an error`() {
        // A list that holds itself: ] q0 h0 a .
        #expect(Self.problem([0x5D, 0x71, 0, 0x68, 0, 0x61, 0x2E])?.isMalformed == true)
        // A dictionary of which an object's state is the object: }, cyclic by its memo.
        let object = Array("cx\nY\n".utf8) + [0x29, 0x81, 0x71, 0, 0x68, 0, 0x62, 0x2E]
        #expect(Self.problem(object)?.isMalformed == true)
        // 2^60 lists, each twice in the next.
        var laughs: [UInt8] = [0x5D, 0x71, 0]
        for index in UInt8(0)..<60 {
            laughs += [0x5D, 0x28, 0x68, index, 0x68, index, 0x65, 0x71, index + 1]
        }
        #expect(Self.problem(laughs + [0x2E])?.isMalformed == true)
        // A tuple in a tuple, a hundred thousand deep.
        let deep = [0x29] + [UInt8](repeating: 0x85, count: 100_000) + [0x2E]
        #expect(Self.problem(deep)?.isMalformed == true)
    }

    @Test func `damaged pickles are malformed`() {
        let bad: [[UInt8]] = [
            [], [0x2E], [0x30], [0x52], [0x68, 7], [0x74], [0x65], [0x75], [0x28, 0x2E],
            [0x58, 0xFF, 0xFF, 0xFF, 0x7F], [0x8D] + [UInt8](repeating: 0xFF, count: 8),
            [0x8B, 0xFF, 0xFF, 0xFF, 0xFF], [0x63, 0x61], [0x51], [0x7D, 0x28, 0x4E, 0x75, 0x2E],
            [0x4E, 0x4E, 0x61, 0x2E], [0x93], [0x81], [0x92], [0x62], [0x85], [0x49, 0x31, 0x0A],
        ]
        for pickle in bad {
            let problem = Self.problem(pickle)
            #expect(problem?.isMalformed == true || problem?.isTooLarge == true, "\(pickle)")
        }
    }
}
