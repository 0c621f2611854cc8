/// How a token is chosen from logits.
///
/// The steps in their order: repetition penalty, suppressed tokens, temperature, top-k,
/// top-p, min-p, draw, repetition-aware draw (the order of Hugging Face's processors).
public struct SamplingSettings: Sendable, Equatable {
    /// What logits are divided by; 0: the likeliest token, without a draw.
    public var temperature: Float
    /// Only so many of the likeliest tokens; nil: all.
    public var topK: Int?
    /// Only the likeliest tokens that together reach this probability (nucleus sampling,
    /// Holtzman et al. 2020); 1: all.
    public var topP: Float
    /// Of which probability ``topP`` is a share.
    public var nucleus: Nucleus
    /// Only tokens at least this times as likely as the likeliest; 0: all.
    public var minP: Float
    /// What the logits of tokens that came before are divided by if positive, multiplied
    /// by if negative (CTRL, Keskar et al. 2019), once each; 1: nothing.
    public var repetitionPenalty: Float
    /// How many of the last tokens the penalty looks at; nil: all.
    public var repetitionWindow: Int?
    /// Draws again where a token came too often; nil: never.
    public var repetitionAware: RepetitionAware?
    /// Tokens that are never chosen.
    public var suppressed: [Range<Int>]

    /// The whole of which top-p is a share.
    public enum Nucleus: Sendable {
        /// The tokens that top-k left (Hugging Face, vLLM).
        case ofTopK
        /// All tokens (CosyVoice).
        case ofVocabulary
    }

    /// Repetition-aware sampling (VALL-E 2, Chen et al. 2024; as in CosyVoice): where the
    /// drawn token makes up a share of at least `threshold` of the last `window` tokens,
    /// it is drawn again from all tokens at the temperature, without top-k, top-p, min-p.
    public struct RepetitionAware: Sendable, Equatable {
        /// How many of the last tokens are looked at.
        public var window: Int
        /// The share, from 0 to 1.
        public var threshold: Double

        /// The defaults are CosyVoice's.
        public init(window: Int = 10, threshold: Double = 0.1) {
            self.window = window
            self.threshold = threshold
        }
    }

    /// Makes settings; the defaults draw from all tokens as likely as they are.
    public init(
        temperature: Float = 1, topK: Int? = nil, topP: Float = 1, nucleus: Nucleus = .ofTopK,
        minP: Float = 0, repetitionPenalty: Float = 1, repetitionWindow: Int? = nil,
        repetitionAware: RepetitionAware? = nil, suppressed: [Range<Int>] = []
    ) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.nucleus = nucleus
        self.minP = minP
        self.repetitionPenalty = repetitionPenalty
        self.repetitionWindow = repetitionWindow
        self.repetitionAware = repetitionAware
        self.suppressed = suppressed
    }

    /// Refuses values out of their ranges.
    func check(vocabulary count: Int) throws(SamplingError) {
        func demand(
            _ holds: Bool, _ name: String, _ value: some CustomStringConvertible, _ remedy: String
        ) throws(SamplingError) {
            guard holds else {
                throw .invalidSetting(name: name, value: value.description, remedy: remedy)
            }
        }
        try demand(
            (1...TokenTable.idLimit).contains(count), "the vocabulary's size", count,
            "give from 1 to \(TokenTable.idLimit)")
        try demand(
            temperature == 0 || (temperature >= 1e-30 && temperature <= 100), "the temperature",
            temperature, "give from 0 to 100")
        try demand(topK ?? 1 >= 1, "top-k", topK ?? 0, "give 1 or more, or nothing for all")
        try demand(topP > 0 && topP <= 1, "top-p", topP, "give more than 0, up to 1")
        try demand(minP >= 0 && minP <= 1, "min-p", minP, "give from 0 to 1")
        try demand(
            repetitionPenalty >= 0.01 && repetitionPenalty <= 100, "the repetition penalty",
            repetitionPenalty, "give from 0.01 to 100")
        try demand(
            repetitionWindow ?? 0 >= 0, "the repetition window", repetitionWindow ?? 0,
            "give 0 or more, or nothing for all")
        if let aware = repetitionAware {
            try demand(aware.window >= 1, "the window of RAS", aware.window, "give 1 or more")
            try demand(
                aware.threshold >= 0 && aware.threshold <= 1, "the threshold of RAS",
                aware.threshold, "give from 0 to 1")
        }
        for range in suppressed {
            try demand(
                range.lowerBound >= 0 && range.upperBound <= count, "a suppressed range",
                "\(range)", "give tokens from 0 to \(count - 1)")
        }
    }
}
