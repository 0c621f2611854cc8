internal import Glibc
internal import SpeechModel
public import TensorRuntime

/// How a model is to be run.
public struct RuntimeChoice: Sendable, Hashable {
    /// One of `ExecutorCatalogue.names`, or `auto`.
    public var executor: String
    /// As executors take it.
    public var options: ExecutionOptions
}

extension Settings {
    /// How a model is to be run by a server: as its own table says, else `[runtime]`, with one
    /// thread where neither says how many, since many calls run at once. Nothing is kept on disk.
    ///
    /// - Parameters:
    ///   - model: The name of a family.
    ///   - usual: The executor where nobody asks for one.
    public func runtime(forCallsOf model: String, usually usual: String) -> RuntimeChoice {
        let asked = (models[model] ?? RuntimeSettings()).over(runtime)
        var options = ExecutionOptions(threads: asked.threads ?? 1)
        options.device = asked.device ?? options.device
        options.precision = asked.precision ?? options.precision
        options.cores = asked.cores ?? []
        return RuntimeChoice(executor: asked.executor ?? usual, options: options)
    }
}

extension EffectiveSettings {
    /// How a model is to be run: as flags say, else its own table, else `[runtime]`.
    ///
    /// - Parameters:
    ///   - model: The name of a family, of a use such as `dnsmos`, or of a file without folder
    ///     and ending.
    ///   - flags: Texts of settings of `[runtime]`, with the option's name.
    ///   - usual: The executor where nobody asks for one.
    /// - Throws: ``SettingsError`` for a flag's text.
    public func runtime(
        for model: String, flags: [(key: SettingKey, value: String, flag: String)] = [],
        usually usual: String = ExecutorCatalogue.names[0]
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
            executor: asked.executor ?? usual, options: options)
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
        return UserFolders.makeCache(environment)
    }
}
