import ArgumentParser
import SpeechTraining
import TensorRuntime

/// `syrinx-train acoustic`: phonemes to mel spectra.
struct TrainAcoustic: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acoustic",
        abstract: "Train an acoustic model; goes on where a training in the same folder stopped.",
        discussion: """
            The recordings must be aligned: with tokens, pitch and speakers. Writes into the \
            folder: a checkpoint to go on from, acoustic.safetensors to use, losses.jsonl with \
            losses of held-out clips at each saving, and of these clips pictures (clip-N.png): \
            the recording's mel spectrum, what is made of it with its own durations and pitch, \
            and what is made of the phonemes alone. Interrupted by Ctrl-C or TERM it finishes \
            the step and saves. With --from the earlier model's sizes and statistics stay; \
            speakers and phonemes that it doesn't know are added.
            """)

    @OptionGroup var options: TrainingOptions

    @Option(
        name: .customLong("held-out"),
        help: "Clips that aren't learnt from, for validation; when going on as before.")
    var heldOut = 8

    func validate() throws {
        guard (0...100_000).contains(heldOut) else {
            throw ValidationError("--held-out \(heldOut) is no number of clips")
        }
    }

    func run() throws {
        let folder = try TrainingFolder(options.out)
        let package = try options.package()
        let device = try options.trainingDevice()
        let old = try options.checkpoint(in: folder)
        func change(_ recipe: inout AcousticRecipe) {
            if let step = options.adversarialFrom { recipe.adversarialFrom = step }
            if let precision = options.precision { recipe.precision = precision }
        }
        let training: AcousticTraining
        if let old {
            try options.check(old.value(AcousticRecipe.self, "recipe")) {
                ($0.adversarialFrom, $0.precision) = (nil, nil)
            }
            training = try AcousticTraining(
                goingOnFrom: old, package, on: device, changing: change)
        } else {
            var recipe: AcousticRecipe = try options.wantedRecipe()
            change(&recipe)
            training = try AcousticTraining(
                recipe, package, from: options.wantedWeights(), holdingOut: heldOut,
                on: device)
        }
        try options.run(training, in: folder, goesOn: old != nil) {
            // A few tell enough.
            for number in training.heldOut.indices.prefix(4) {
                try folder.write(
                    training.picture(ofHeldOut: number), to: "clip-\(number).png")
            }
            return try training.validation()
        } about: {
            options.name(Array(training.heldOut.prefix(4)), in: package)
        }
    }
}
