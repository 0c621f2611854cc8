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

    /// The weight of a parameter, with the type that the network wants: floating-point numbers of
    /// another width are converted, as files that hold 16 bits are run in 32.
    func tensor(for parameter: Graph.Named, in graph: Graph) throws(ExecutionError) -> Tensor {
        let wanted = graph.type(of: parameter)
        guard let tensor = self[parameter.name] else {
            throw .wrongWeight(
                name: parameter.name,
                reason: "\(graph.name) needs it and the weights have none of this name")
        }
        let isWidth = tensor.element.isFloatingPoint && wanted.element.isFloatingPoint
        guard tensor.shape == wanted.shape, tensor.element == wanted.element || isWidth else {
            throw .wrongWeight(
                name: parameter.name, reason: "it is \(tensor.type), \(graph.name) needs \(wanted)")
        }
        return tensor.converted(to: wanted.element)
    }
}
