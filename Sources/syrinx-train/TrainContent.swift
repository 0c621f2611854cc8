import ArgumentParser
import SpeechTraining
import TensorRuntime

/// `syrinx-train content`: sound to what is said.
struct TrainContent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "content",
        abstract: "Train a voice converter's encoder of what is said; goes on where a training in "
            + "the same folder stopped.",
        discussion: """
            The first of two stages. A causal encoder learns from sound alone which phone is said \
            in each frame of 20 ms. The recordings must be prepared with --speech or --teacher, \
            and --hop 320. Each piece is heard a little otherwise every time: louder, brighter, \
            noisy, and by a smaller or larger speaker.

            Writes into the folder: a checkpoint to go on from, content.safetensors, and \
            losses.jsonl with the part of held-out frames that are told right at each saving. \
            Interrupted by Ctrl-C or TERM it finishes the step and saves.
            """)

    @OptionGroup var options: TrainingOptions

    @Option(name: .customLong("held-out"), help: "Clips that aren't learnt from, for validation.")
    var heldOut = 32

    func validate() throws {
        guard (0...100_000).contains(heldOut) else {
            throw ValidationError("--held-out \(heldOut) is no number of clips")
        }
        guard options.adversarialFrom == nil else {
            throw ValidationError("--adversarial-from: an encoder has no discriminators")
        }
    }

    func run() throws {
        let folder = try TrainingFolder(options.out)
        let package = try options.package()
        let device = try options.trainingDevice()
        let old = try options.checkpoint(in: folder)
        var recipe: ContentRecipe
        if let old {
            recipe = try old.value(ContentRecipe.self, "recipe")
            try options.check(recipe) { $0.precision = nil }
        } else {
            recipe = try options.wantedRecipe()
        }
        if let precision = options.precision { recipe.precision = precision }
        let training = try ContentTraining(
            recipe, package, from: old == nil ? options.wantedWeights() : nil,
            holdingOut: heldOut, on: device)
        if let old { try training.resume(old) }
        try options.run(training, in: folder, goesOn: old != nil) {
            try training.validation()
        } about: {
            print("\(training.classCount) classes, \(training.heldOut.count) clips held out")
        }
    }
}
