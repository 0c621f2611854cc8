/// The attributes of an element of SSML.
struct Attributes {
    private var pairs: [(name: String, value: String)] = []
    /// Where the element stands in the source.
    let offset: Int

    /// Reads names and values in turn, up to a null.
    init(
        _ list: UnsafePointer<UnsafePointer<CChar>?>, at offset: Int
    ) throws(TextError) {
        self.offset = offset
        var index = 0
        var size = 0
        while let name = list[index], let value = list[index + 1] {
            let pair = (name: String(cString: name), value: String(cString: value))
            size += pair.name.utf8.count + pair.value.utf8.count
            guard size <= SSMLReader.longestAttributes else {
                throw .ssml(
                    reason: "more than \(SSMLReader.longestAttributes) bytes of attributes",
                    offset: offset)
            }
            pairs.append(pair)
            index += 2
        }
    }

    /// The value of an attribute, white space around it removed.
    subscript(name: String) -> String? {
        guard let pair = pairs.first(where: { $0.name == name }) else { return nil }
        var value = Substring(pair.value)
        while value.first?.isWhitespace == true { value.removeFirst() }
        while value.last?.isWhitespace == true { value.removeLast() }
        return String(value)
    }

    /// An error that names an attribute, its value and what it should be.
    func error(_ name: String, of element: String, _ expected: String) -> TextError {
        let value = String((self[name] ?? "").prefix(40))
        return .ssml(
            reason: "\(element) \(name)='\(value)' is not \(expected)", offset: offset)
    }
}
