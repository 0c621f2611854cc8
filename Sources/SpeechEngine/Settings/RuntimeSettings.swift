public import TensorRuntime

/// How networks are run: `[runtime]` in the settings file, and `[models.NAME]` for those of one
/// name. What is nil is not set.
public struct RuntimeSettings: Sendable, Hashable {
    /// The executor by name, or `auto` for the one that is fastest here.
    public var executor: String?
    /// Where it runs, see `ExecutionOptions.device`.
    public var device: String?
    /// What floating-point operators compute in.
    public var precision: ElementType?
    /// Threads for the inside of an operator; 0: as many as cores are there.
    public var threads: Int?
    /// Cores that those threads are bound to, by number.
    public var cores: [Int]?

    /// Nothing set.
    public init() {}

    private static let precisions: [String: ElementType] = [
        "float32": .float32, "bfloat16": .bfloat16, "float16": .float16,
    ]

    /// Sets one value from its text.
    ///
    /// - Throws: ``SettingsError/invalid(name:value:origin:expected:)``.
    mutating func assign(_ field: SettingField) throws(SettingsError) {
        switch field.key {
        case .runtimeExecutor: executor = try field.oneOf(ExecutorCatalogue.names + ["auto"])
        case .runtimeDevice: device = try field.name()
        case .runtimePrecision:
            precision = Self.precisions[try field.oneOf(Self.precisions.keys.sorted())]
        case .runtimeThreads: threads = try field.whole(in: 0...1024)
        case .runtimeCores: cores = try field.wholes(in: 0...4095)
        default: preconditionFailure("\(field.key.rawValue) is no setting of networks")
        }
    }

    /// These settings, and another's where nothing is set here.
    func over(_ other: RuntimeSettings) -> RuntimeSettings {
        var result = self
        result.executor = executor ?? other.executor
        result.device = device ?? other.device
        result.precision = precision ?? other.precision
        result.threads = threads ?? other.threads
        result.cores = cores ?? other.cores
        return result
    }
}
