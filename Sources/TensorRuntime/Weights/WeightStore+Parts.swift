extension WeightStore {
    /// The tensor of a name, or an error that names it.
    public func tensor(_ name: String) throws(WeightError) -> Tensor {
        guard let tensor = self[name] else { throw WeightError(file: "", tensor: name, .missing) }
        return tensor
    }

    /// First parts of the dotted names, sorted: `discriminator`, `generator`.
    public var parts: [String] {
        Set(names.map { String($0.prefix { $0 != "." }) }).sorted()
    }

    /// The tensors whose names begin with these dotted parts, without them.
    ///
    /// Checkpoints keep their weights under `state_dict`, `model` or `generator`, beside
    /// optimisers and counters: `try WeightStore(at: path).within("state_dict")`.
    public func within(_ part: String) -> WeightStore {
        var store = WeightStore(metadata: metadata)
        let prefix = part + "."
        for name in names where name.hasPrefix(prefix) {
            store[String(name.dropFirst(prefix.count))] = self[name]
        }
        return store
    }

    /// The first of these parts that holds tensors; everything where none does.
    public func within(firstOf parts: [String]) -> WeightStore {
        parts.lazy.map { within($0) }.first { $0.count > 0 } ?? self
    }
}
