internal import Glibc
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

/// How a model is to be run.
public struct RuntimeChoice: Sendable, Hashable {
    /// One of `ExecutorCatalogue.names`, or `auto`.
    public var executor: String
    /// As executors take it.
    public var options: ExecutionOptions
}

extension EffectiveSettings {
    /// How a model is to be run: as flags say, else its own table, else `[runtime]`.
    ///
    /// - Parameters:
    ///   - model: The name of a family, of a use such as `dnsmos`, or of a file without folder
    ///     and ending.
    ///   - flags: Texts of settings of `[runtime]`, with the option's name.
    /// - Throws: ``SettingsError`` for a flag's text.
    public func runtime(
        for model: String, flags: [(key: SettingKey, value: String, flag: String)] = []
    ) throws(SettingsError) -> RuntimeChoice {
        var asked = RuntimeSettings()
        for flag in flags {
            try asked.assign(
                SettingField(key: flag.key, text: flag.value, origin: .flag(flag.flag)))
        }
        if let own = settings.models[model] { asked = asked.over(own) }
        asked = asked.over(settings.runtime)
        var options = ExecutionOptions(threads: asked.threads ?? 0)
        options.device = asked.device ?? options.device
        options.precision = asked.precision ?? options.precision
        options.cores = asked.cores ?? []
        options.cacheFolder = try cacheFolder()
        return RuntimeChoice(
            executor: asked.executor ?? ExecutorCatalogue.names[0], options: options)
    }

    /// The folder for what is kept of models, made where it isn't there. Without one that was
    /// asked for nothing is kept where the user's own can't be made, as with a service's user.
    private func cacheFolder() throws(SettingsError) -> String? {
        if let asked = settings.runtimeCache {
            guard let code = FolderTree.make(asked) else { return asked }
            throw .invalid(
                name: SettingKey.runtimeCache.rawValue, value: asked,
                origin: origin(of: .runtimeCache).description,
                expected: "a folder that is there or can be made: "
                    + String(cString: strerror(code)))
        }
        guard let cache else { return nil }
        // A home that isn't there isn't made: services have such ones on purpose.
        let home = cache.split(separator: "/").dropLast(2).joined(separator: "/")
        return access("/" + home, W_OK) == 0 && FolderTree.make(cache) == nil ? cache : nil
    }
}
