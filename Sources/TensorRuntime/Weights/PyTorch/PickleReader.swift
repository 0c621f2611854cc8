/// Reads a pickle (protocols 2 to 5) without executing it.
///
/// A pickle is a program for a stack machine whose instructions can import and call any Python
/// function. Here instructions only build ``PickleValue``s. Functions have meanings of our own
/// (``TorchGlobals``) or make reading fail by their name; classes without a meaning become
/// ``PickleObject``s that are never anything but data.
///
/// Instructions: `pickletools` of CPython.
struct PickleReader {
    private static let mostInstructions = 10_000_000
    private static let longestText = 1 << 20

    var heap = PickleHeap()
    private let region: ByteRegion
    private var position = 0
    private var stack: [PickleValue] = []
    /// Heights of the stack at its marks.
    private var marks: [Int] = []
    private var memo: [Int: PickleValue] = [:]

    init(_ region: ByteRegion) { self.region = region }

    /// Runs to the end and returns the value that is left.
    mutating func read() throws(WeightError) -> PickleValue {
        for _ in 0..<Self.mostInstructions {
            let code = try byte()
            if code == UInt8(ascii: ".") { return try pop() }
            try perform(code)
        }
        throw WeightError(
            file: region.file, .tooLarge("its pickle's length", limit: Self.mostInstructions))
    }

    func malformed(_ what: String) -> WeightError {
        region.malformed("its pickle at byte \(position): \(what)")
    }

    func unsupported(_ what: String, remedy: String) -> WeightError {
        WeightError(file: region.file, .unsupported(what, remedy: remedy))
    }

    func forbidden(_ name: String) -> WeightError {
        WeightError(file: region.file, .forbiddenGlobal(String(name.prefix(200))))
    }

    private mutating func perform(_ code: UInt8) throws(WeightError) {
        switch code {
        case 0x80: _ = try byte()  // PROTO
        case 0x95: _ = try number(UInt64.self)  // FRAME
        case UInt8(ascii: "("): marks.append(stack.count)
        case UInt8(ascii: "0"): _ = try pop()
        case UInt8(ascii: "1"): _ = try popMark()
        case UInt8(ascii: "2"): stack.append(try top())
        case UInt8(ascii: "N"): stack.append(.none)
        case 0x88, 0x89: stack.append(.bool(code == 0x88))
        case UInt8(ascii: "J"): stack.append(.integer(Int(try number(Int32.self))))
        case UInt8(ascii: "K"): stack.append(.integer(Int(try byte())))
        case UInt8(ascii: "M"): stack.append(.integer(Int(try number(UInt16.self))))
        case 0x8A: stack.append(try long(Int(try byte())))
        case 0x8B: stack.append(try long(try size(UInt32.self)))
        case UInt8(ascii: "G"):
            _ = try number(UInt64.self)
            stack.append(.other("a number"))
        case 0x8C: try pushText(Int(try byte()))
        case UInt8(ascii: "X"): try pushText(try size(UInt32.self))
        case 0x8D: try pushText(try size(UInt64.self))
        // Python 2's strings: text in all files that hold tensors.
        case UInt8(ascii: "U"): try pushText(Int(try byte()))
        case UInt8(ascii: "T"): try pushText(try size(UInt32.self))
        case UInt8(ascii: "C"): try pushBytes(Int(try byte()))
        case UInt8(ascii: "B"): try pushBytes(try size(UInt32.self))
        case 0x8E, 0x96: try pushBytes(try size(UInt64.self))
        case UInt8(ascii: "}"): stack.append(heap.mapping())
        case UInt8(ascii: "]"), UInt8(ascii: ")"), 0x8F: stack.append(heap.sequence([]))
        case UInt8(ascii: "t"), UInt8(ascii: "l"), 0x91:
            let elements = try popMark()
            stack.append(heap.sequence(elements))
        case 0x85, 0x86, 0x87: try pushTuple(Int(code) - 0x84)
        case UInt8(ascii: "d"):
            let pairs = try popMark()
            let mapping = heap.mapping()
            stack.append(mapping)
            try set(pairs[...], on: mapping)
        case UInt8(ascii: "a"):
            let element = try pop()
            try append([element], to: try top())
        case UInt8(ascii: "e"), 0x90:
            let elements = try popMark()
            try append(elements[...], to: try top())
        case UInt8(ascii: "s"):
            let value = try pop()
            let key = try pop()
            try set([key, value], on: try top())
        case UInt8(ascii: "u"):
            let pairs = try popMark()
            try set(pairs[...], on: try top())
        case UInt8(ascii: "q"): memo[Int(try byte())] = try top()
        case UInt8(ascii: "r"): memo[Int(try number(UInt32.self))] = try top()
        case 0x94: memo[memo.count] = try top()
        case UInt8(ascii: "h"): try recall(Int(try byte()))
        case UInt8(ascii: "j"): try recall(Int(try number(UInt32.self)))
        case UInt8(ascii: "c"): stack.append(.global("\(try line()).\(try line())"))
        case 0x93:
            guard case .text(let name) = try pop(), case .text(let module) = try pop() else {
                throw malformed("a global without a name")
            }
            stack.append(.global("\(module).\(name)"))
        case UInt8(ascii: "Q"): stack.append(.storage(try TorchStorage(try pop(), of: self)))
        case UInt8(ascii: "R"):
            let arguments = try pop()
            stack.append(try call(try pop(), arguments))
        case 0x81:
            let arguments = try pop()
            stack.append(try instance(of: try pop(), arguments))
        case 0x92:
            _ = try pop()
            let arguments = try pop()
            stack.append(try instance(of: try pop(), arguments))
        case UInt8(ascii: "b"):
            let state = try pop()
            if case .object(let object) = try top() { heap.setState(state, of: object) }
        default:
            throw malformed("instruction \(code), which protocols 2 to 5 don't use for tensors")
        }
    }

    private mutating func append(
        _ elements: ArraySlice<PickleValue>, to target: PickleValue
    ) throws(WeightError) {
        switch target {
        case .sequence(let id): heap.append(elements, to: id)
        case .object(let id):
            let items = heap.objects[id].items
            for element in elements {
                heap.set(.integer(heap.mappings[items].count), element, in: items)
            }
        case .other: break
        default: throw malformed("elements for what is no list")
        }
    }

    private mutating func set(
        _ pairs: ArraySlice<PickleValue>, on target: PickleValue
    ) throws(WeightError) {
        let mapping: Int
        switch target {
        case .mapping(let id): mapping = id
        case .object(let id): mapping = heap.objects[id].items
        case .other: return
        default: throw malformed("items for what is no dictionary")
        }
        guard pairs.count % 2 == 0 else { throw malformed("a key without a value") }
        for index in stride(from: pairs.startIndex, to: pairs.endIndex, by: 2) {
            heap.set(pairs[index], pairs[index + 1], in: mapping)
        }
    }

    /// An instance of a class: a dictionary, or an object whose state is what it was made of.
    private mutating func instance(
        of value: PickleValue, _ arguments: PickleValue
    ) throws(WeightError) -> PickleValue {
        guard case .global(let name) = value else { throw malformed("an instance of no class") }
        if TorchGlobals.isMapping(name) { return heap.mapping() }
        let instance = heap.object(of: name)
        if case .object(let id) = instance { heap.setState(arguments, of: id) }
        return instance
    }

    private mutating func recall(_ index: Int) throws(WeightError) {
        guard let value = memo[index] else { throw malformed("nothing is remembered as \(index)") }
        stack.append(value)
    }

    private mutating func pushTuple(_ count: Int) throws(WeightError) {
        guard stack.count - (marks.last ?? 0) >= count else {
            throw malformed("its stack is empty")
        }
        let elements = Array(stack.suffix(count))
        stack.removeLast(count)
        stack.append(heap.sequence(elements))
    }

    private mutating func pushText(_ count: Int) throws(WeightError) {
        guard count <= Self.longestText else {
            throw WeightError(
                file: region.file, .tooLarge("a string in its pickle", limit: Self.longestText))
        }
        guard let part = region.part(at: position, count: count) else { throw ended }
        position += count
        // Text that Python 2 wrote may be in any encoding; no tensor is called so.
        stack.append(part.text.map { .text($0) } ?? .other("text"))
    }

    private mutating func pushBytes(_ count: Int) throws(WeightError) {
        guard region.part(at: position, count: count) != nil else { throw ended }
        position += count
        stack.append(.other("bytes"))
    }

    /// A whole number of any width, little-endian.
    private mutating func long(_ count: Int) throws(WeightError) -> PickleValue {
        guard let part = region.part(at: position, count: count) else { throw ended }
        position += count
        guard count <= 8 else { return .other("a large number") }
        var value: UInt64 = 0
        for index in 0..<count { value |= UInt64(part.byte(at: index) ?? 0) << (8 * index) }
        guard count > 0 else { return .integer(0) }
        let unused = 64 - 8 * count
        return .integer(Int(Int64(bitPattern: value << unused) >> unused))
    }

    private mutating func top() throws(WeightError) -> PickleValue {
        guard stack.count > marks.last ?? 0, let value = stack.last else {
            throw malformed("its stack is empty")
        }
        return value
    }

    private mutating func pop() throws(WeightError) -> PickleValue {
        let value = try top()
        stack.removeLast()
        return value
    }

    private mutating func popMark() throws(WeightError) -> [PickleValue] {
        guard let mark = marks.popLast() else { throw malformed("a mark is missing") }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    private mutating func byte() throws(WeightError) -> UInt8 { try number(UInt8.self) }

    private mutating func number<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type
    ) throws(WeightError) -> Value {
        guard let value = region.little(type, at: position) else { throw ended }
        position += MemoryLayout<Value>.size
        return value
    }

    private mutating func size<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type
    ) throws(WeightError) -> Int {
        guard let size = Int(exactly: try number(type)) else { throw ended }
        return size
    }

    /// The text up to the end of the line.
    private mutating func line() throws(WeightError) -> String {
        let start = position
        while let byte = region.byte(at: position), byte != 0x0A {
            guard position - start < 1000 else { throw malformed("a name is too long") }
            position += 1
        }
        guard region.byte(at: position) != nil,
            let text = region.part(at: start, count: position - start)?.text
        else { throw ended }
        position += 1
        return text
    }

    private var ended: WeightError { malformed("it ends in the middle") }
}
