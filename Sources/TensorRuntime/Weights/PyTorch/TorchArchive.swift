/// Reads a PyTorch archive (`torch.save` since 1.6): a ZIP archive with a pickle of the objects
/// and an entry for the memory of each storage.
///
/// Format: torch/csrc/jit/serialization and torch/serialization.py of PyTorch.
enum TorchArchive {
    private static let longestPickle = 64 << 20

    /// The folder in the archive; nil where it isn't PyTorch's.
    static func folder(in archive: ZipArchive) -> String? {
        let pickles = archive.names.filter { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }
        return pickles.min { $0.utf8.count < $1.utf8.count }.map { String($0.dropLast(8)) }
    }

    static func read(
        _ archive: ZipArchive, folder: String, budget: inout UnpackingBudget
    ) throws(WeightError) -> WeightStore {
        let file = archive.file
        if let order = archive[folder + "byteorder"],
            try archive.bytes(of: order, budget: &budget).text != "little"
        {
            throw WeightError(
                file: file.file,
                .unsupported("big-endian data", remedy: "save it on a little-endian machine"))
        }
        guard let entry = archive[folder + "data.pkl"] else {
            throw file.malformed("it has no data.pkl")
        }
        guard entry.count <= longestPickle else {
            throw WeightError(file: file.file, .tooLarge("its pickle", limit: longestPickle))
        }
        var reader = PickleReader(try archive.bytes(of: entry, budget: &budget))
        let root = try reader.read()
        var found = TorchFindings(heap: reader.heap, file: file)
        try found.search(root)

        var store = WeightStore()
        store.skipped = found.skipped.sorted()
        var storages: [String: ByteRegion] = [:]
        for (name, id) in found.tensors.sorted(by: { $0.key < $1.key }) {
            let tensor = reader.heap.tensors[id]
            let key = tensor.storage.key
            if storages[key] == nil {
                guard let entry = archive[folder + "data/" + key] else {
                    throw file.malformed(
                        "its storage '\(key.prefix(100))' is missing", tensor: name)
                }
                storages[key] = try archive.bytes(of: entry, budget: &budget)
            }
            guard let bytes = storages[key] else { continue }
            store[name] = try tensor.tensor(in: bytes, named: name, budget: &budget)
        }
        return store
    }
}

/// The tensors among a pickle's values, with dotted names, as `state_dict()` names them.
private struct TorchFindings {
    private(set) var tensors: [String: Int] = [:]
    /// Objects that hold no tensors.
    private(set) var skipped: [String] = []

    private let heap: PickleHeap
    private let file: ByteRegion
    /// What the search has cost: steps and bytes of names.
    private var cost = 0

    private static let deepest = 64
    private static let highestCost = 1 << 27
    private static let longestName = 4096

    init(heap: PickleHeap, file: ByteRegion) {
        self.heap = heap
        self.file = file
    }

    mutating func search(_ root: PickleValue) throws(WeightError) {
        if case .tensor(let id) = root { tensors["tensor"] = id; return }
        try search(root, at: "", depth: 0)
    }

    private mutating func search(
        _ value: PickleValue, at path: String, depth: Int
    ) throws(WeightError) {
        guard depth <= Self.deepest, path.utf8.count <= Self.longestName else { throw nested }
        try spend(16 + path.utf8.count)
        switch value {
        case .tensor(let id):
            guard tensors.updateValue(id, forKey: path) == nil else {
                throw WeightError(
                    file: file.file, tensor: path, .ambiguous("in nested dictionaries"))
            }
        case .sequence(let id):
            for (index, element) in heap.sequences[id].enumerated() {
                try search(element, at: Self.join(path, "\(index)"), depth: depth + 1)
            }
        case .mapping(let id): try search(mapping: id, at: path, depth: depth)
        case .object(let id):
            let before = tensors.count
            let object = heap.objects[id]
            try search(mapping: object.items, at: path, depth: depth + 1)
            try search(state: object.state, at: path, depth: depth + 1)
            if tensors.count == before, skipped.count < 1000 {
                skipped.append("\(path.prefix(200)): a \(object.className.prefix(200))")
            }
        case .none, .bool, .integer, .text, .other, .global, .storage: break
        }
    }

    /// Of a key that was set twice the last value counts, as in Python.
    private mutating func search(
        mapping id: Int, at path: String, depth: Int
    ) throws(WeightError) {
        var last: [String: Int] = [:]
        let pairs = heap.mappings[id]
        try spend(16 * pairs.count)
        for (index, pair) in pairs.enumerated() {
            if case .text(let text) = pair.key { try spend(text.utf8.count) }
            if let key = Self.key(pair.key) { last[key] = index }
        }
        for (index, pair) in pairs.enumerated() {
            guard let key = Self.key(pair.key), last[key] == index else { continue }
            try search(pair.value, at: Self.join(path, key), depth: depth + 1)
        }
    }

    /// Attributes of an object. Those of a `torch.nn.Module` have the names of its state dict.
    private mutating func search(
        state: PickleValue, at path: String, depth: Int
    ) throws(WeightError) {
        guard case .mapping(let id) = state else {
            return try search(state, at: path, depth: depth + 1)
        }
        let members: Set = ["_parameters", "_buffers", "_modules"]
        let pairs = heap.mappings[id]
        try spend(16 * pairs.count)
        let isModule = pairs.contains { Self.key($0.key) == "_parameters" }
        guard isModule else { return try search(mapping: id, at: path, depth: depth) }
        for pair in pairs {
            guard let key = Self.key(pair.key), members.contains(key) else { continue }
            try search(pair.value, at: path, depth: depth + 1)
        }
    }

    /// Values that are shared cost anew each time they are met, so that a small file can't name
    /// more tensors than there is memory for.
    private mutating func spend(_ amount: Int) throws(WeightError) {
        cost += amount
        guard cost <= Self.highestCost else { throw nested }
    }

    private var nested: WeightError {
        file.malformed("its values are nested too deeply, too often or in themselves")
    }

    private static func key(_ value: PickleValue) -> String? {
        switch value {
        case .text(let text): text
        case .integer(let integer): "\(integer)"
        default: nil
        }
    }

    private static func join(_ path: String, _ part: String) -> String {
        path.isEmpty ? part : "\(path).\(part)"
    }
}
