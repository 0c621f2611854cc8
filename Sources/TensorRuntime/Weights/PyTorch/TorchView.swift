/// Memory that tensors of an archive share: an entry `data/KEY`.
struct TorchStorage {
    let key: String
    /// nil for bytes without a type.
    let element: ElementType?
    /// Elements, or bytes where it has no type.
    let count: Int

    /// From a persistent identifier: `('storage', class, key, device, elements)`.
    init(_ value: PickleValue, of reader: PickleReader) throws(WeightError) {
        guard let parts = reader.heap.elements(of: value), parts.count >= 5,
            case .text("storage") = parts[0], case .global(let type) = parts[1],
            case .text(let key) = parts[2], case .integer(let count) = parts[4], count >= 0
        else { throw reader.malformed("a reference to what is no storage") }
        switch type {
        case "torch.storage.UntypedStorage", "torch.UntypedStorage": element = nil
        default:
            guard let known = TorchGlobals.element(ofStorage: type) else {
                guard type.hasPrefix("torch."), type.hasSuffix("Storage") else {
                    throw reader.forbidden(type)
                }
                throw reader.unsupported(
                    "a storage of type \(type.prefix(100))",
                    remedy: "save tensors of float32, float16 or bfloat16")
            }
            element = known
        }
        self.key = key
        self.count = count
    }
}

/// A view of a storage, checked to lie inside it.
struct TorchView {
    let storage: TorchStorage
    let type: TensorType
    /// The first element, counted in elements.
    let offset: Int
    /// Elements from one index of an axis to the next.
    let strides: [Int]

    /// From the arguments of `torch._utils._rebuild_tensor` and its successors: storage, offset,
    /// size and stride; of the third also the element type.
    init(
        _ arguments: [PickleValue], typed: Bool, in reader: PickleReader
    ) throws(WeightError) {
        guard arguments.count >= (typed ? 7 : 4), case .storage(let storage) = arguments[0],
            case .integer(let offset) = arguments[1], offset >= 0,
            let shape = reader.heap.integers(of: arguments[2]),
            let strides = reader.heap.integers(of: arguments[3])
        else { throw reader.malformed("a tensor without storage, offset, size or stride") }
        var element = storage.element
        if typed {
            guard case .global(let name) = arguments[6] else {
                throw reader.malformed("a tensor without element type")
            }
            element = TorchGlobals.element(named: name)
            guard element != nil else {
                throw reader.unsupported(
                    "element type \(name.prefix(100))",
                    remedy: "save tensors of float32, float16 or bfloat16")
            }
        }
        guard let element, let type = TensorType(element, checking: shape),
            strides.count == shape.count, strides.allSatisfy({ $0 >= 0 })
        else { throw reader.malformed("a tensor of impossible size or stride") }
        // `{'neg': True}` marks values that are to be negated when read.
        if arguments.count > 6, !typed, case .mapping(let id) = arguments[6],
            !reader.heap.mappings[id].isEmpty
        {
            throw reader.unsupported(
                "a lazily negated or conjugated tensor", remedy: "save tensor.contiguous()")
        }
        self.storage = storage
        self.type = type
        self.offset = offset
        self.strides = strides
        guard let end = Self.end(shape, strides, offset), let bytes = storageBytes,
            end <= bytes / element.byteCount
        else { throw reader.malformed("a tensor that leaves its storage") }
    }

    /// Bytes of the storage; nil where that is no number.
    private var storageBytes: Int? {
        let (bytes, overflow) = storage.count.multipliedReportingOverflow(
            by: storage.element?.byteCount ?? 1)
        return overflow ? nil : bytes
    }

    /// One past the last element; nil where that is no number.
    private static func end(_ shape: [Int], _ strides: [Int], _ offset: Int) -> Int? {
        // An empty tensor has no last element, and PyTorch keeps any offset for it.
        if shape.contains(0) { return 0 }
        var last = offset
        for (size, stride) in zip(shape, strides) {
            let (reach, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
            let (sum, carry) = last.addingReportingOverflow(reach)
            if overflow || carry { return nil }
            last = sum
        }
        return last == Int.max ? nil : last + 1
    }

    /// Whether elements lie row by row without gaps.
    private var isContiguous: Bool {
        var expected = 1
        for (size, stride) in zip(type.shape, strides).reversed() where size != 1 {
            if stride != expected { return false }
            expected *= max(size, 1)
        }
        return true
    }

    /// The tensor itself; a view of the storage's bytes where it is contiguous.
    func tensor(
        in bytes: ByteRegion, named name: String, budget: inout UnpackingBudget
    ) throws(WeightError) -> Tensor {
        guard let needed = storageBytes, needed <= bytes.count else {
            throw bytes.malformed("its storage is shorter than declared", tensor: name)
        }
        if type.count == 0 { return Tensor(zeros: type) }
        let width = type.element.byteCount
        if isContiguous { return try bytes.tensor(type, at: offset * width, named: name) }
        try budget.take(type.byteCount, file: bytes.file, tensor: name)
        let rest = bytes.count / width - offset
        let row = try bytes.tensor(
            TensorType(type.element, [rest]), at: offset * width, named: name)
        return row.gathered(shape: type.shape, strides: strides)
    }
}
