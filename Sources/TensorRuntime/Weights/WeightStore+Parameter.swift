extension WeightStore {
    /// The same weights with all floating-point tensors in one type, as networks whose files hold
    /// 16 bits are run and trained in 32.
    public func floatingPoint(as element: ElementType) -> WeightStore {
        var store = self
        for name in names {
            guard let tensor = self[name], tensor.element.isFloatingPoint,
                tensor.element != element
            else { continue }
            store[name] = tensor.converted(to: element)
        }
        return store
    }

    /// The weight of a parameter, with the type that the network wants.
    func tensor(for parameter: Graph.Named, in graph: Graph) throws(ExecutionError) -> Tensor {
        let wanted = graph.type(of: parameter)
        guard let tensor = self[parameter.name] else {
            throw .wrongWeight(
                name: parameter.name,
                reason: "\(graph.name) needs it and the weights have none of this name")
        }
        guard tensor.type == wanted else {
            throw .wrongWeight(
                name: parameter.name, reason: "it is \(tensor.type), \(graph.name) needs \(wanted)")
        }
        return tensor
    }
}
