public import TensorRuntime

/// Attention with heads (Vaswani et al. 2017), whose keys and values several query heads may
/// share (Ainslie et al. 2023).
public struct Attention: Sendable, Hashable {
    /// How a checkpoint keeps the projections.
    public enum Projections: Sendable, Hashable {
        /// Linear layers of these names.
        case separate(query: String, key: String, value: String, output: String)
        /// One linear layer for queries, keys and values, one for the output.
        case joined(String, output: String)
        /// `in_proj_weight`, `in_proj_bias` and `out_proj`, as PyTorch's `MultiheadAttention`.
        case packed

        /// The names of Llama and its descendants.
        public static let llama = Projections.separate(
            query: "q_proj", key: "k_proj", value: "v_proj", output: "o_proj")
    }
    /// Heads of queries.
    public var heads: Int
    /// Heads of keys and values, which the heads of queries are a multiple of.
    public var keyHeads: Int
    /// Features of a head.
    public var width: Int
    /// How the projections are called.
    public var projections: Projections
    /// Whether queries, keys and values have biases.
    public var bias: Bool
    /// Whether the output has a bias.
    public var outputBias: Bool
    /// Root mean square normalisation of each head's queries and keys, `q_norm` and `k_norm`,
    /// with this epsilon; nil: none.
    public var queryKeyNorm: Float?
    /// What scores are multiplied by; nil: 1 / √width.
    public var scale: Double?

    /// Settings with as many heads of keys as of queries unless said otherwise.
    public init(
        heads: Int, keyHeads: Int? = nil, width: Int, projections: Projections = .llama,
        bias: Bool = false, outputBias: Bool? = nil, queryKeyNorm: Float? = nil,
        scale: Double? = nil
    ) {
        self.heads = heads
        self.keyHeads = keyHeads ?? heads
        self.width = width
        self.projections = projections
        self.bias = bias
        self.outputBias = outputBias ?? bias
        self.queryKeyNorm = queryKeyNorm
        self.scale = scale
    }

    /// Heads of queries for each head of keys.
    var group: Int { heads / max(keyHeads, 1) }
}

extension Layer {
    /// What each frame takes from the frames that the timeline lets it see.
    ///
    /// While stepping it caches `keys` and `values`: nothing of the past is copied, see
    /// `Graph.CacheSlot`.
    ///
    /// - Parameters:
    ///   - x: `[batch, frames, features]`; as many come out.
    ///   - angles: Of rotary positions; nil: none.
    public func attention(
        _ x: Value, _ settings: Attention, _ timeline: Timeline, angles: RotaryAngles? = nil
    ) -> Value {
        guard let features = channels(of: x, .sequence), accepts(settings) else { return nothing }
        let parts = projected(x, x, settings, [.query, .key, .value])
        let queries = grouped(parts[0], settings, norm: "q_norm", angles)
        let new = AttentionMemory(
            keys: keyed(parts[1], settings, norm: "k_norm", angles),
            values: keyed(parts[2], settings, norm: nil, nil))
        var past: AttentionMemory?
        if isStepping {
            guard let cache = timeline.cache else { return nothing }
            func cached(_ name: String, _ rows: Value) -> Value {
                self.cached(
                    name, adding: rows, capacity: cache.capacity, positions: cache.positions,
                    window: timeline.window)
            }
            past = AttentionMemory(
                keys: cached("keys", new.keys), values: cached("values", new.values))
        }
        let seen = attended(queries, past, new, timeline.mask, settings, frames: x.size(1))
        return output(seen, settings, features)
    }

    func accepts(_ settings: Attention) -> Bool {
        guard settings.heads > 0, settings.keyHeads > 0, settings.width > 0,
            settings.heads % settings.keyHeads == 0
        else {
            refuse(
                "\(settings.heads) heads of \(settings.width) features share \(settings.keyHeads) "
                    + "heads of keys: it must come out even")
            return false
        }
        return true
    }
}
