import ArgumentParser
import SpeechTraining
import TensorRuntime

/// `syrinx-train recognizer`: mel spectra to phones.
struct TrainRecognizer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recognizer",
        abstract: "Train a recogniser of phones; goes on where a training in the same folder "
            + "stopped.",
        discussion: """
            For measuring voices in languages that no installed recogniser knows: `syrinx evaluate \
            phones` listens with it. The recordings must be prepared with --speech; of their \
            alignment only what is said is used, not when. Stress, tones and pitch don't count, \
            and a voiceless vowel is its voiced kin. Each recording is heard a little otherwise \
            every time: louder, brighter, faster, with other formants and parts hidden.

            Writes into the folder: a checkpoint to go on from, recognizer.safetensors to use, and \
            losses.jsonl with the loss of held-out clips at each saving (nats for each phone). \
            Interrupted by Ctrl-C or TERM it finishes the step and saves. With --from the earlier \
            recogniser's sizes, phones and statistics stay.
            """)

    @OptionGroup var options: TrainingOptions

    @Option(
        name: .customLong("held-out"),
        help: "Clips that aren't learnt from, for validation; when going on as before.")
    var heldOut = 64

    func validate() throws {
        guard (0...100_000).contains(heldOut) else {
            throw ValidationError("--held-out \(heldOut) is no number of clips")
        }
        guard options.adversarialFrom == nil else {
            throw ValidationError("--adversarial-from: a recogniser has no discriminators")
        }
    }

    func run() throws {
        let folder = try TrainingFolder(options.out)
        let package = try options.package()
        let device = try options.trainingDevice()
        let old = try options.checkpoint(in: folder)
        func change(_ recipe: inout RecognizerRecipe) {
            if let precision = options.precision { recipe.precision = precision }
        }
        let training: RecognizerTraining
        if let old {
            try options.check(old.value(RecognizerRecipe.self, "recipe")) { $0.precision = nil }
            training = try RecognizerTraining(
                goingOnFrom: old, package, on: device, changing: change)
        } else {
            var recipe: RecognizerRecipe = try options.wantedRecipe()
            change(&recipe)
            training = try RecognizerTraining(
                recipe, package, from: options.wantedWeights(), holdingOut: heldOut, on: device)
        }
        try options.run(training, in: folder, goesOn: old != nil) {
            try training.validation()
        } about: {
            print(
                "\(training.phoneCount) phones, \(training.stepsOfAnEpoch) steps an epoch, "
                    + "\(training.heldOut.count) clips held out")
        }
    }
}
