import ArgumentParser

/// `syrinx evaluate`: what recordings are worth.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Judge recordings and synthetic speech.",
        subcommands: [
            EvaluateSpeech.self, EvaluateNaturalness.self, EvaluateWords.self,
            EvaluatePhones.self, EvaluatePitch.self, EvaluateTones.self, EvaluateConversion.self,
            EvaluateMapping.self,
        ])
}
