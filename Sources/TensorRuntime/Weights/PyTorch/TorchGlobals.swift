/// The Python classes and functions of PyTorch's pickles that mean something here.
enum TorchGlobals {
    /// Classes that are dictionaries.
    static func isMapping(_ name: String) -> Bool {
        switch name {
        case "collections.OrderedDict", "collections.defaultdict", "builtins.dict",
            "__builtin__.dict":
            true
        default: false
        }
    }

    /// Classes that take one list.
    static func isSequence(_ name: String) -> Bool {
        switch name {
        case "torch.Size", "builtins.list", "__builtin__.list", "builtins.tuple",
            "__builtin__.tuple", "builtins.set", "__builtin__.set", "builtins.frozenset",
            "__builtin__.frozenset":
            true
        default: false
        }
    }

    /// Functions and classes whose calls make settings and counters, never tensors of a network:
    /// their results are passed over.
    static func isInert(_ name: String) -> Bool {
        switch name {
        case "torch.device", "torch.Generator", "numpy.dtype", "numpy.core.multiarray.scalar",
            "numpy._core.multiarray.scalar", "numpy.core.multiarray._reconstruct",
            "numpy._core.multiarray._reconstruct", "numpy._core.numeric._frombuffer",
            "numpy.core.numeric._frombuffer", "_codecs.encode", "builtins.int", "builtins.float",
            "builtins.str", "builtins.bool", "builtins.bytes", "builtins.bytearray",
            "builtins.complex", "__builtin__.bytearray", "__builtin__.complex",
            "builtins.slice", "builtins.range", "collections.Counter", "collections.deque",
            "pathlib.PosixPath", "pathlib.PurePosixPath", "pathlib.WindowsPath",
            "pathlib.PureWindowsPath", "pathlib._local.PosixPath", "datetime.datetime",
            "datetime.date", "datetime.time", "datetime.timedelta", "datetime.timezone",
            "decimal.Decimal", "fractions.Fraction", "uuid.UUID", "torch._C._from_buffer",
            "argparse.Namespace", "torch.serialization._get_layout":
            true
        default: false
        }
    }

    /// The elements of a typed storage, by its class.
    static func element(ofStorage name: String) -> ElementType? {
        guard name.hasPrefix("torch."), name.hasSuffix("Storage") else { return nil }
        return switch name.dropFirst(6).dropLast(7) {
        case "Double": .float64
        case "Float": .float32
        case "Half": .float16
        case "BFloat16": .bfloat16
        case "Long": .int64
        case "Int": .int32
        case "Short": .int16
        case "Char": .int8
        case "Byte": .uint8
        case "Bool": .bool
        default: nil
        }
    }

    /// The element type of a `torch.dtype`.
    static func element(named name: String) -> ElementType? {
        switch name {
        case "torch.float64", "torch.double": .float64
        case "torch.float32", "torch.float": .float32
        case "torch.float16", "torch.half": .float16
        case "torch.bfloat16": .bfloat16
        case "torch.int64", "torch.long": .int64
        case "torch.int32", "torch.int": .int32
        case "torch.int16", "torch.short": .int16
        case "torch.int8": .int8
        case "torch.uint8": .uint8
        case "torch.uint16": .uint16
        case "torch.uint32": .uint32
        case "torch.uint64": .uint64
        case "torch.bool": .bool
        default: nil
        }
    }
}

extension PickleReader {
    /// What a function's result means; nothing is called.
    mutating func call(
        _ function: PickleValue, _ arguments: PickleValue
    ) throws(WeightError) -> PickleValue {
        guard let given = heap.elements(of: arguments) else {
            throw malformed("a call without arguments")
        }
        guard case .global(let name) = function else {
            throw malformed("a call of what is no function")
        }
        switch name {
        case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2":
            return heap.tensor(try TorchView(given, typed: false, in: self))
        case "torch._utils._rebuild_tensor_v3":
            return heap.tensor(try TorchView(given, typed: true, in: self))
        case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
            "torch.nn.parameter.Parameter":
            guard let data = given.first, case .tensor = data else {
                throw malformed("a parameter without a tensor")
            }
            return data
        case "torch._tensor._rebuild_from_type_v2":
            guard given.count == 4 else { throw malformed("\(name) with other arguments") }
            // The function is one of those above; its class and state are Python's alone.
            guard case .global(let inner) = given[0], inner.hasPrefix("torch._utils._rebuild_")
            else { throw malformed("\(name) of no tensor") }
            return try call(given[0], given[2])
        case "copyreg._reconstructor", "copy_reg._reconstructor", "copyreg.__newobj__":
            guard let type = given.first, case .global(let className) = type else {
                throw malformed("an instance of no class")
            }
            return TorchGlobals.isMapping(className)
                ? heap.mapping() : heap.object(of: className)
        case _ where TorchGlobals.isMapping(name): return try mapping(of: given)
        case _ where TorchGlobals.isSequence(name):
            return heap.sequence(given.first.flatMap { heap.elements(of: $0) } ?? [])
        case _ where TorchGlobals.isInert(name): return heap.object(of: name)
        case _ where name.hasPrefix("torch._utils._rebuild_"):
            throw unsupported(
                "a tensor made by \(name.prefix(100)) (sparse, quantised or without memory)",
                remedy: "save dense tensors of float32, float16 or bfloat16")
        default: throw forbidden(name)
        }
    }

    /// A dictionary, empty or of the pairs given.
    private mutating func mapping(of given: [PickleValue]) throws(WeightError) -> PickleValue {
        let mapping = heap.mapping()
        guard case .mapping(let id) = mapping, let list = given.first,
            let pairs = heap.elements(of: list)
        else { return mapping }
        for pair in pairs {
            guard let pair = heap.elements(of: pair), pair.count == 2 else {
                throw malformed("a dictionary of what are no pairs")
            }
            heap.set(pair[0], pair[1], in: id)
        }
        return mapping
    }
}
