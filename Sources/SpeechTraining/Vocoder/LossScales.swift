/// What the losses of a generator and its discriminators are multiplied by. Only 16-bit floats with
/// few exponents need it.
struct LossScales: Sendable, Hashable, Codable {
    var generator: LossScale
    var discriminators: LossScale

    /// Scales to begin with; all but `float16` keep 1.
    init(_ precision: TrainingPrecision) {
        generator = precision == .float16 ? LossScale() : LossScale(1, patience: .max)
        discriminators = generator
    }
}
