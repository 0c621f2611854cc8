internal import CTorch

extension TorchPlan {
    /// Runs all steps.
    ///
    /// - Parameters:
    ///   - given: A handle for each value that no step makes; the caller keeps them alive.
    ///   - sizes: Of all symbols.
    /// - Returns: Handles of the outputs, which the caller owns.
    func run(
        _ given: [OpaquePointer?], where sizes: SymbolSizes, _ mode: TorchMode,
        _ runtime: TorchRuntime
    ) throws(ExecutionError) -> [OpaquePointer] {
        var values = given
        var mode = (door: mode.forDoor(on: device), alive: mode)
        defer {
            // Everything that a step made and none released: after a failure, all of it.
            for step in steps {
                for output in step.outputs { runtime.table.free_tensor(values[output]) }
            }
            if mode.door.autocast != 0 { _ = runtime.table.forget_casts() }
        }
        for step in steps {
            guard let call = step.call ?? step.operation.torchCall(where: sizes, on: device) else {
                throw .failed(
                    model: graph.name,
                    reason: place(of: step) + "a size doesn't follow from the inputs' shapes")
            }
            let inputs = step.inputs.map { values[$0] }
            let made = try perform(step, call, inputs, &mode.door, runtime)
            for (value, handle) in zip(step.outputs, made) { values[value] = handle }
            for value in step.releases {
                runtime.table.free_tensor(values[value])
                values[value] = nil
            }
        }
        withExtendedLifetime(mode.alive) {}
        return try takeOutputs(&values, runtime)
    }

    /// Runs one step.
    func perform(
        _ step: Step, _ call: TorchCall, _ inputs: [OpaquePointer?], _ mode: inout ctorch_mode,
        _ runtime: TorchRuntime
    ) throws(ExecutionError) -> [OpaquePointer] {
        try withUnsafeTemporaryAllocation(of: OpaquePointer?.self, capacity: 3) {
            (results) throws(ExecutionError) in
            results.initialize(repeating: nil)
            let status = inputs.withUnsafeBufferPointer { inputs in
                runtime.table.apply(
                    call.code, &mode, inputs.baseAddress, Int32(inputs.count), call.integers,
                    Int32(call.integers.count), call.numbers, Int32(call.numbers.count),
                    results.baseAddress, Int32(step.outputs.count))
            }
            guard status == 0 else {
                throw runtime.failure(status, graph.name, place: place(of: step))
            }
            return results.prefix(step.outputs.count).compactMap { $0 }
        }
    }

    private func takeOutputs(
        _ values: inout [OpaquePointer?], _ runtime: TorchRuntime
    ) throws(ExecutionError) -> [OpaquePointer] {
        var taken: [OpaquePointer] = []
        for (output, isOurs) in zip(outputs, givesAway) {
            guard let handle = values[output] else {
                taken.forEach { runtime.table.free_tensor($0) }
                throw .failed(model: graph.name, reason: "an output was not computed")
            }
            if isOurs {
                taken.append(handle)
                values[output] = nil
            } else {
                // Somebody else has the handle: an input, a weight, another output.
                taken.append(try copy(of: handle, taken, runtime))
            }
        }
        return taken
    }

    /// Another handle of the same tensor.
    private func copy(
        of handle: OpaquePointer, _ taken: [OpaquePointer], _ runtime: TorchRuntime
    ) throws(ExecutionError) -> OpaquePointer {
        do throws(ExecutionError) {
            return try runtime.newHandle(graph.name) { runtime.table.share(handle, $0) }
        } catch {
            taken.forEach { runtime.table.free_tensor($0) }
            throw error
        }
    }

    /// What messages about a step begin with.
    private func place(of step: Step) -> String {
        let node = graph.nodes[step.node]
        return (node.layer.isEmpty ? "" : "layer \(node.layer), ") + "\(node.operation.title): "
    }
}
