public import TensorRuntime

extension TorchParameters: Resumable {
    /// The weights that training changes; the others come from where they came from.
    public func state() throws(TrainingError) -> TrainingState {
        var state = TrainingState()
        for parameter in trainable {
            state.tensors[parameter.name] = try TrainingError.wrap { () throws(ExecutionError) in
                try parameter.tensor.tensor()
            }
        }
        return state
    }

    /// Overwrites the weights that training changes.
    public func resume(_ state: TrainingState) throws(TrainingState.Mismatch) {
        let known = Set(trainable.map(\.name))
        if let stranger = state.tensors.keys.sorted().first(where: { !known.contains($0) }) {
            throw .state("\(stranger) is no trainable weight here")
        }
        var pairs: [(target: TorchTensor, source: Tensor)] = []
        for parameter in trainable {
            pairs.append((parameter.tensor, try state.tensor(parameter.name, parameter.type)))
        }
        try TrainingState.put(pairs)
    }
}

extension AdamW: Resumable {
    /// Both moments of every parameter, and the number of steps.
    public func state() throws(TrainingError) -> TrainingState {
        var state = TrainingState(counters: ["steps": steps])
        for part in parts {
            try state.add(part.first, named: part.names, under: "first.")
            try state.add(part.second, named: part.names, under: "second.")
        }
        return state
    }

    /// Goes on from these moments.
    public func resume(_ state: TrainingState) throws(TrainingState.Mismatch) {
        let steps = try state.steps("steps")
        var pairs: [(target: TorchTensor, source: Tensor)] = []
        for part in parts {
            pairs += try state.pairs(part.first, named: part.names, under: "first.")
            pairs += try state.pairs(part.second, named: part.names, under: "second.")
        }
        try TrainingState.put(pairs)
        self.steps = steps
    }
}

extension WeightAverage: Resumable {
    /// The averages, and the number of steps.
    public func state() throws(TrainingError) -> TrainingState {
        var state = TrainingState(counters: ["steps": steps])
        try state.add(averages, named: names, under: "")
        return state
    }

    /// Goes on from these averages.
    public func resume(_ state: TrainingState) throws(TrainingState.Mismatch) {
        let steps = try state.steps("steps")
        try TrainingState.put(try state.pairs(averages, named: names, under: ""))
        self.steps = steps
    }
}

extension TorchRandom: Resumable {
    /// libtorch's bytes.
    public func state() throws(TrainingError) -> TrainingState {
        let bytes = try TrainingError.wrap { () throws(ExecutionError) in try stateBytes() }
        return TrainingState(tensors: ["state": Tensor(bytes, shape: [bytes.count])])
    }

    /// Draws what would have come next.
    public func resume(_ state: TrainingState) throws(TrainingState.Mismatch) {
        let count = try TrainingState.execute { () throws(ExecutionError) in try stateBytes().count
        }
        let bytes = try state.tensor("state", TensorType(.uint8, [count]))
        try TrainingState.execute { () throws(ExecutionError) in
            try restore(bytes.elements(as: UInt8.self)!)
        }
    }
}
