import ArgumentParser

/// `syrinx model`: what is in model files, and other forms of them.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "Look into model files, and convert their weights.",
        subcommands: [ModelInspect.self, ModelConvert.self])
}
