/// Turns sizes that are known only when a network runs into operators that work them out.
struct OnnxSizes {
    /// Where each symbol can be read: a value's name and axis, whose size is
    /// `factor · symbol + offset`.
    private struct Source {
        var value: String
        var axis: Int
        var factor = 1
        var offset = 0
    }
    private let sources: [String: Source]
    /// Names of one-element int64 lists that hold a size already.
    private var known: [Dimension: String] = [:]

    init(_ graph: Graph) {
        var sources: [String: Source] = [:]
        for input in graph.portInputs {
            for (axis, size) in graph.values[input.value].shape.enumerated() {
                guard let (symbol, factor, offset) = size.line else { continue }
                let isPlain = factor == 1 && offset == 0
                if sources[symbol] == nil || (isPlain && sources[symbol]?.factor != 1) {
                    sources[symbol] = Source(
                        value: input.name, axis: axis, factor: factor, offset: offset)
                }
            }
        }
        self.sources = sources
    }

    /// The name of a one-element int64 list that holds the size.
    mutating func list(_ size: Dimension, _ writer: inout OnnxWriter) throws(GraphError) -> String {
        if let name = known[size] { return name }
        let name: String
        if let number = size.fixed {
            name = writer.integers([number])
        } else if let symbol = size.symbolName {
            guard let source = sources[symbol] else {
                throw GraphError(
                    layer: "inputs", operation: "size",
                    problem:
                        "no input has an axis that \(symbol) follows from, so its size can't be told"
                )
            }
            var size = writer.freshName("size")
            writer.node(
                "Shape", [source.value], [size],
                [("start", .integer(source.axis)), ("end", .integer(source.axis + 1))],
                layer: "sizes")
            if source.offset != 0 {
                size = combine("Sub", size, writer.integers([source.offset]), &writer)
            }
            if source.factor != 1 {
                size = combine("Div", size, writer.integers([source.factor]), &writer)
            }
            name = size
        } else {
            var sum: String?
            for (monomial, coefficient) in size.terms.sorted(by: { "\($0)" < "\($1)" }) {
                var product = writer.integers([coefficient])
                for atom in monomial {
                    let factor =
                        switch atom {
                        case .symbol(let symbol): try list(.symbol(symbol), &writer)
                        case .quotient(let inner, let divisor):
                            combine(
                                "Div", try list(inner, &writer), writer.integers([divisor]), &writer
                            )
                        }
                    product = combine("Mul", product, factor, &writer)
                }
                sum = sum.map { combine("Add", $0, product, &writer) } ?? product
            }
            name = sum!
        }
        known[size] = name
        return name
    }

    /// The name of an int64 list that holds all the sizes.
    mutating func list(_ shape: [Dimension], _ writer: inout OnnxWriter) throws(GraphError)
        -> String
    {
        let numbers = shape.compactMap(\.fixed)
        if numbers.count == shape.count { return writer.integers(numbers) }
        var parts: [String] = []
        for size in shape { parts.append(try list(size, &writer)) }
        let name = writer.freshName("shape")
        writer.node("Concat", parts, [name], [("axis", .integer(0))], layer: "sizes")
        return name
    }

    private func combine(
        _ type: String, _ a: String, _ b: String, _ writer: inout OnnxWriter
    ) -> String {
        let name = writer.freshName("size")
        writer.node(type, [a, b], [name], layer: "sizes")
        return name
    }
}
