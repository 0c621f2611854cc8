import SpeechEngine

/// Where the result of each text goes.
enum OutputName {
    /// The outputs for several texts: each beside its text, or below a folder.
    ///
    /// Texts that would meet at one name keep their own extension in it, so that
    /// `a.txt` and `a.md` become `a.txt.wav` and `a.md.wav`.
    static func outputs(
        for allInputs: [TextInput], folder: String?, format: String
    ) throws(EngineError) -> [String] {
        var stems: [String] = []
        for input in allInputs {
            guard case .file(let path, let relative) = input.source else {
                guard let folder else {
                    throw .invalid(
                        field: "--file", value: "-",
                        expected: "an output folder (-o) where standard input is one of several")
                }
                stems.append(folder.appendingPath("standard-input"))
                continue
            }
            stems.append(folder.map { $0.appendingPath(relative) } ?? path)
        }
        var names = stems.map { strippingExtension($0) + "." + format }
        var owners: [String: Int] = [:]
        for name in names { owners[name, default: 0] += 1 }
        for index in names.indices where owners[names[index], default: 0] > 1 {
            names[index] = stems[index] + "." + format
        }
        var inputs: [String: String] = [:]
        for (name, input) in zip(names, allInputs) {
            if let other = inputs.updateValue(input.name, forKey: name) {
                throw .invalid(
                    field: "--file", value: input.name,
                    expected: "a text that becomes another file than \(other) does (\(name)); "
                        + "rename one of them, or speak them in two runs")
            }
        }
        return names
    }

    /// A name that is free in the working directory, made of a text's first words.
    static func free(for text: [UInt8], format: String) -> String {
        let start = String(decoding: text.prefix(200), as: UTF8.self)
        let words = start.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(5)
        var stem = words.joined(separator: "-")
        while stem.utf8.count > 60 { stem.removeLast() }
        if stem.isEmpty { stem = "speech" }
        var name = stem + "." + format
        var number = 2
        while Folder.exists(name) {
            name = "\(stem)-\(number).\(format)"
            number += 1
        }
        return name
    }

    private static func strippingExtension(_ path: String) -> String {
        let ending = TextInput.fileExtension(of: path)
        return TextInput.extensions.contains(ending)
            ? String(path.dropLast(ending.count + 1)) : path
    }
}
