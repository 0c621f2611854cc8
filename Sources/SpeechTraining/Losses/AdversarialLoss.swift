public import ModelBlocks
public import TensorRuntime

/// Least-squares losses between a generator and its discriminators (Mao et al. 2017), with
/// feature matching (Larsen et al. 2016).
public enum AdversarialLoss {
    /// What a discriminator learns from: real is 1, made is 0. A scalar, the mean of all.
    public static func discriminator(real: [Judgement], made: [Judgement]) -> Value {
        mean(
            zip(real, made).map { real, made in
                squared(1 - real.score) + squared(made.score)
            })
    }

    /// What a generator learns from: what it made is to seem real.
    public static func generator(_ made: [Judgement]) -> Value {
        mean(made.map { squared(1 - $0.score) })
    }

    /// The mean absolute difference of what layers saw, relative to what they saw of the real.
    public static func featureMatching(real: [Judgement], made: [Judgement]) -> Value {
        mean(
            zip(real, made).flatMap { real, made in
                zip(real.features, made.features).map { real, made in
                    (real - made).magnitude().mean() / (real.magnitude().mean() + 1e-3)
                }
            })
    }

    private static func squared(_ value: Value) -> Value { (value * value).mean() }

    private static func mean(_ values: [Value]) -> Value {
        values.dropFirst().reduce(values[0], +) / Double(values.count)
    }
}
