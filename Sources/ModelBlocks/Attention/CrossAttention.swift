public import TensorRuntime

/// Keys and values of what is looked at, `[batch, heads, frames, width]`.
public struct AttentionMemory {
    /// Keys.
    public var keys: Value
    /// Values.
    public var values: Value

    /// Keys and values, perhaps from inputs.
    public init(keys: Value, values: Value) {
        self.keys = keys
        self.values = values
    }
}

extension Layer {
    /// Keys and values for ``crossAttention(_:_:memory:lengths:)``, made once for all steps.
    ///
    /// - Parameter memory: `[batch, frames, features]`
    public func crossMemory(_ memory: Value, _ settings: Attention) -> AttentionMemory {
        guard channels(of: memory, .sequence) != nil, accepts(settings) else {
            return AttentionMemory(keys: nothing, values: nothing)
        }
        let parts = projected(memory, memory, settings, [.key, .value])
        return AttentionMemory(
            keys: keyed(parts[0], settings, norm: "k_norm", nil),
            values: keyed(parts[1], settings, norm: nil, nil))
    }

    /// While stepping: the keys and values that each stream was given when it joined, as
    /// ``crossMemory(_:_:)`` of the layer made them in another network. The slots are called
    /// `memory_keys` and `memory_values`.
    ///
    /// - Parameters:
    ///   - lengths: The input int64 `[batch]` with the frames of each stream's memory.
    ///   - capacity: The symbol for the room that there is for them.
    public func rememberedMemory(
        _ settings: Attention, lengths: Value, capacity: Dimension = "memory"
    ) -> AttentionMemory {
        guard !lengths.isNothing, accepts(settings) else {
            return AttentionMemory(keys: nothing, values: nothing)
        }
        let shape: [Dimension] = [
            lengths.size(0), Dimension(settings.keyHeads), capacity, Dimension(settings.width),
        ]
        return AttentionMemory(
            keys: remembered("memory_keys", shape, lengths: lengths),
            values: remembered("memory_values", shape, lengths: lengths))
    }

    /// What each frame takes from another sequence. It keeps nothing.
    ///
    /// - Parameters:
    ///   - x: `[batch, frames, features]`; as many come out.
    ///   - lengths: int64 `[batch]`, the frames of each memory that are no padding; nil: all.
    public func crossAttention(
        _ x: Value, _ settings: Attention, memory: AttentionMemory, lengths: Value? = nil
    ) -> Value {
        guard let features = channels(of: x, .sequence), accepts(settings) else { return nothing }
        guard !memory.keys.isNothing, !memory.values.isNothing else { return nothing }
        let queries = grouped(
            projected(x, x, settings, [.query])[0], settings, norm: "q_norm", nil)
        let frames = memory.keys.size(2)
        let mask = lengths.map { lengths in
            (range(frames).reshaped([1, 1, 1, frames])
                .< lengths.reshaped([lengths.size(0), 1, 1, 1]))
                .select(constant(Float(0)), else: constant(Float(-1e9)))
        }
        let seen = attended(queries, nil, memory, mask, settings, frames: x.size(1))
        return output(seen, settings, features)
    }
}
