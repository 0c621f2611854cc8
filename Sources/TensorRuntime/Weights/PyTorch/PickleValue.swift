/// A value of a pickle: what an instruction leaves on the stack.
///
/// Containers and objects are numbers into the tables of ``PickleHeap``: Python shares them and
/// may nest them in themselves, and a value that held others would need as much stack to be freed
/// as a hostile file nests them deep.
enum PickleValue {
    case none
    case bool(Bool)
    case integer(Int)
    case text(String)
    /// Numbers and bytes that no tensor needs.
    case other(String)
    /// A tuple or a list.
    case sequence(Int)
    case mapping(Int)
    /// A class or function, named and not called.
    case global(String)
    case object(Int)
    case storage(TorchStorage)
    case tensor(Int)
}

/// An instance of a class that isn't known: what was set on it, never the class.
struct PickleObject {
    var className: String
    /// Items, where it is like a dictionary.
    var items: Int
    /// Attributes, or whatever else its state is.
    var state: PickleValue = .none
}

/// All containers that a pickle has made.
struct PickleHeap {
    private(set) var sequences: [[PickleValue]] = []
    private(set) var mappings: [[(key: PickleValue, value: PickleValue)]] = []
    private(set) var objects: [PickleObject] = []
    private(set) var tensors: [TorchView] = []

    mutating func sequence(_ elements: [PickleValue]) -> PickleValue {
        sequences.append(elements)
        return .sequence(sequences.count - 1)
    }

    mutating func mapping() -> PickleValue {
        mappings.append([])
        return .mapping(mappings.count - 1)
    }

    mutating func object(of className: String) -> PickleValue {
        mappings.append([])
        objects.append(PickleObject(className: className, items: mappings.count - 1))
        return .object(objects.count - 1)
    }

    mutating func tensor(_ tensor: TorchView) -> PickleValue {
        tensors.append(tensor)
        return .tensor(tensors.count - 1)
    }

    mutating func append(_ elements: ArraySlice<PickleValue>, to sequence: Int) {
        sequences[sequence].append(contentsOf: elements)
    }

    mutating func set(_ key: PickleValue, _ value: PickleValue, in mapping: Int) {
        mappings[mapping].append((key, value))
    }

    mutating func setState(_ state: PickleValue, of object: Int) {
        objects[object].state = state
    }

    /// The elements of a tuple or list; nil for anything else.
    func elements(of value: PickleValue) -> [PickleValue]? {
        if case .sequence(let id) = value { sequences[id] } else { nil }
    }

    /// Whole numbers of a tuple or list; nil where something else is in it.
    func integers(of value: PickleValue) -> [Int]? {
        guard let elements = elements(of: value), elements.count <= 64 else { return nil }
        var integers: [Int] = []
        for element in elements {
            guard case .integer(let integer) = element else { return nil }
            integers.append(integer)
        }
        return integers
    }
}
