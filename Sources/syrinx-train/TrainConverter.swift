import ArgumentParser
import SpeechTraining
import TensorRuntime

/// `syrinx-train converter`: what is said, and who is to say it, to sound.
struct TrainConverter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "converter",
        abstract: "Train a voice converter's decoder and its encoder of speakers; goes on where a "
            + "training in the same folder stopped.",
        discussion: """
            The second of two stages. The recordings must be prepared with --hop 320 and \
            --prosody, and know what the content encoder hears in them:

              syrinx prepare recordings --prosody --hop 320 -o people.safetensors
              syrinx-train latents --data people.safetensors --weights content/content.safetensors \
            -o heard.safetensors
              syrinx-train converter --data heard.safetensors \
            --content content/content.safetensors --out converter

            Writes into the folder: a checkpoint to go on from, converter.safetensors to use, \
            losses.jsonl, and at each saving the sound (clip-N.wav, the original in \
            clip-N-real.wav) and spectrograms (clip-N.png) of held-out recordings said again by \
            themselves, and of the first ones by each other (converted-N.wav). Interrupted by \
            Ctrl-C or TERM it finishes the step and saves.
            """)

    @OptionGroup var options: TrainingOptions

    @Option(
        help: ArgumentHelp("The content encoder, content.safetensors.", valueName: "file"))
    var content: String

    func run() throws {
        let folder = try TrainingFolder(options.out)
        let package = try options.package()
        let old = try options.checkpoint(in: folder)
        if let old {
            try options.check(old.value(ConverterRecipe.self, "recipe")) {
                ($0.adversarialFrom, $0.precision) = (nil, nil)
            }
        }
        var recipe = try old?.value(ConverterRecipe.self, "recipe") ?? options.wantedRecipe()
        if let adversarialFrom = options.adversarialFrom {
            recipe.adversarialFrom = adversarialFrom
        }
        if let precision = options.precision { recipe.precision = precision }
        // A checkpoint has weights of its own.
        let weights = try old == nil ? options.wantedWeights() : nil
        let training = try ConverterTraining(
            recipe, package, content: WeightStore(at: content), from: weights,
            on: options.trainingDevice())
        if let old { try training.resume(old) }
        try options.run(training, in: folder, goesOn: old != nil) {
            let spectrogram = try Spectrogram()
            let held = training.heldOut
            var copies = CopyMeasures()
            for (number, clip) in held.enumerated() {
                let (real, made) = try training.conversion(of: clip)
                copies.add(real, made)
                try folder.write(real, made, of: number, rate: package.rate, spectrogram)
                let target = held[(number + 1) % held.count]
                let (_, converted) = try training.conversion(of: clip, to: target)
                try folder.write(converted, rate: package.rate, to: "converted-\(number).wav")
            }
            return copies.losses
        } about: {
            print("\(training.speakerCount) speakers")
            options.name(training.heldOut, in: package)
        }
    }
}
