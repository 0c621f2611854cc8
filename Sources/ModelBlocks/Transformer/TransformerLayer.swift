public import TensorRuntime

/// A layer of a transformer that normalises before its parts (Xiong et al. 2020).
public struct TransformerLayer: Sendable, Hashable {
    /// What the parts are called.
    public struct Names: Sendable, Hashable {
        /// The normalisation before attention.
        public var attentionNorm: String
        /// Attention with its projections.
        public var attention: String
        /// The normalisation before the feed-forward part.
        public var feedForwardNorm: String
        /// Empty if its linear layers lie in the transformer's layer itself.
        public var feedForward: String
        /// The parameter that scales what attention adds, `[features]`.
        public var attentionScale: String
        /// Likewise of the feed-forward part.
        public var feedForwardScale: String

        /// Any names.
        public init(
            attentionNorm: String, attention: String, feedForwardNorm: String,
            feedForward: String, attentionScale: String, feedForwardScale: String
        ) {
            self.attentionNorm = attentionNorm
            self.attention = attention
            self.feedForwardNorm = feedForwardNorm
            self.feedForward = feedForward
            self.attentionScale = attentionScale
            self.feedForwardScale = feedForwardScale
        }

        /// As Llama and its descendants in `transformers`, Mimi too.
        public static let llama = Names(
            attentionNorm: "input_layernorm", attention: "self_attn",
            feedForwardNorm: "post_attention_layernorm", feedForward: "mlp",
            attentionScale: "self_attn_layer_scale.scale", feedForwardScale: "mlp_layer_scale.scale"
        )
        /// As PyTorch's `TransformerEncoderLayer`, with the scales of Moshi.
        public static let pyTorch = Names(
            attentionNorm: "norm1", attention: "self_attn", feedForwardNorm: "norm2",
            feedForward: "", attentionScale: "layer_scale_1.scale",
            feedForwardScale: "layer_scale_2.scale")
    }
    /// Heads and projections.
    public var attention: Attention
    /// What works on each frame alone.
    public var feedForward: FeedForward
    /// The normalisation before both.
    public var norm: Norm
    /// Whether what the parts add is scaled, feature by feature (Touvron et al. 2021).
    public var hasLayerScale: Bool
    /// What the parts are called.
    public var names: Names

    /// A layer of these parts.
    public init(
        _ attention: Attention, _ feedForward: FeedForward, norm: Norm,
        hasLayerScale: Bool = false, names: Names = .llama
    ) {
        self.attention = attention
        self.feedForward = feedForward
        self.norm = norm
        self.hasLayerScale = hasLayerScale
        self.names = names
    }
}

extension Layer {
    /// Attention and a feed-forward part, each behind a normalisation and with a way around it.
    ///
    /// - Parameter x: `[batch, frames, features]`
    public func transformerLayer(
        _ x: Value, _ settings: TransformerLayer, _ timeline: Timeline,
        angles: RotaryAngles? = nil
    ) -> Value {
        guard let features = channels(of: x, .sequence) else { return nothing }
        let names = settings.names
        func scaled(_ y: Value, _ name: String) -> Value {
            settings.hasLayerScale ? apply(.binary(.multiply), y, parameter(name, [features])) : y
        }
        let seen = (self / names.attention).attention(
            (self / names.attentionNorm).norm(x, settings.norm), settings.attention, timeline,
            angles: angles)
        let y = apply(.binary(.add), x, scaled(seen, names.attentionScale))
        let place = names.feedForward.isEmpty ? self : self / names.feedForward
        let thought = place.feedForward(
            (self / names.feedForwardNorm).norm(y, settings.norm), settings.feedForward)
        return apply(.binary(.add), y, scaled(thought, names.feedForwardScale))
    }
}
