import SpeechModel

/// How networks of one name are run, `[models.NAME]` in the settings file.
enum ModelTable {
    /// Keys of `[runtime]` that a model may have of its own, as they are in its table.
    private static let keys: [String: SettingKey] = [
        "executor": .runtimeExecutor, "device": .runtimeDevice, "precision": .runtimePrecision,
        "threads": .runtimeThreads, "cores": .runtimeCores,
    ]

    /// Reads a table; see ``RuntimeSettings`` for what its keys mean.
    static func fields(
        of model: String, _ value: SettingValue, path: String
    ) throws(SettingsError) -> [SettingField] {
        let prefix = "models." + model
        guard case .table(let table) = value else {
            throw .invalid(
                name: prefix, value: value.scalar ?? "", origin: path, expected: "a table")
        }
        var fields: [SettingField] = []
        for (name, value) in table.sorted(by: { $0.key < $1.key }) {
            guard let key = keys[name], let text = value.scalar else {
                throw .unknown(
                    name: prefix + "." + name, origin: path,
                    near: EditDistance.near(name, among: keys.keys.sorted()))
            }
            fields.append(
                SettingField(
                    key: key, text: text, origin: .file(path), writtenName: prefix + "." + name))
        }
        return fields
    }
}
