public import ModelBlocks
public import TensorRuntime

extension LearningQuantizer: Resumable {
    /// Buffers, what was gathered, how many quantizers began and are active, and the moments of
    /// codebooks that gradients change.
    public func state() throws(TrainingError) -> TrainingState {
        let store = try host()
        var state = TrainingState(
            tensors: ["sum": store.sum, "usage": store.usage],
            counters: ["steps": steps, "started": started])
        if !recipe.has(.forgottenActivation) { state.counters["active"] = active }
        if pool.count > 0 { state.tensors["pool"] = pool.tensor }
        if let codebooks {
            state.tensors["vectors"] = store.vectors
            let moments = try codebooks.optimizer.state()
            for (name, tensor) in moments.tensors { state.tensors["steps.\(name)"] = tensor }
            for (name, count) in moments.counters { state.counters["steps.\(name)"] = count }
        }
        return state
    }

    /// Goes on from these buffers.
    public func resume(_ state: TrainingState) throws(TrainingState.Mismatch) {
        let now: CodebookStore
        do throws(TrainingError) { now = try host() } catch { throw .state("\(error)") }
        let counters = try counters(in: state)
        let vectors =
            codebooks == nil ? now.vectors : try state.tensor("vectors", now.vectors.type)
        let store = CodebookStore(
            sum: try state.tensor("sum", now.sum.type),
            usage: try state.tensor("usage", now.usage.type), vectors: vectors)
        let gathered = state.tensors["pool"]
        if let gathered {
            guard gathered.element == .float32, gathered.shape.count == 2,
                gathered.shape[1] == recipe.width, gathered.shape[0] < pool.capacity
            else { throw .state("the gathered vectors are \(gathered.type)") }
        }
        if let codebooks {
            var moments = TrainingState()
            for (name, tensor) in state.tensors where name.hasPrefix("steps.") {
                moments.tensors[String(name.dropFirst("steps.".count))] = tensor
            }
            for (name, count) in state.counters where name.hasPrefix("steps.") {
                moments.counters[String(name.dropFirst("steps.".count))] = count
            }
            try codebooks.optimizer.resume(moments)
        }
        do throws(TrainingError) {
            try restore(store, pool: gathered, counters: counters)
        } catch {
            throw .state("\(error)")
        }
    }

    private func counters(
        in state: TrainingState
    ) throws(TrainingState.Mismatch) -> Counters {
        let books = recipe.bookCount
        var counters = Counters(
            steps: try state.steps("steps"), active: books, started: try state.steps("started"))
        if !recipe.has(.forgottenActivation) { counters.active = try state.steps("active") }
        guard counters.started <= books, counters.active <= books else {
            throw .state(
                "it has \(max(counters.started, counters.active)) quantizers, not \(books)")
        }
        return counters
    }
}

extension LearningQuantizer {
    /// The quantizer as networks use it: the active ones, which are trained.
    public var trained: ResidualQuantizer {
        ResidualQuantizer(
            count: recipe.has(.forgottenActivation) ? recipe.bookCount : min(active, started),
            size: recipe.bookSize, width: recipe.width)
    }

    /// Codebooks by the names that ``trained`` gives them; empty where there is none.
    public func weights() throws(TrainingError) -> WeightStore {
        var weights = WeightStore()
        guard recipe.bookCount > 0 else { return weights }
        let store = try host()
        for number in 0..<trained.count {
            weights["layers.\(number).codebook.embed"] = store.book(number)
        }
        return weights
    }
}
