import ArgumentParser
import SpeechTraining
import TensorRuntime

/// `syrinx-train vocoder`: mel spectra to samples.
struct TrainVocoder: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vocoder",
        abstract: "Train a vocoder; goes on where a training in the same folder stopped.",
        discussion: """
            Writes into the folder: a checkpoint to go on from, vocoder.safetensors \
            to use, losses.jsonl with losses of held-out recordings at each saving, and of \
            these the sound (clip-N.wav, the original in clip-N-real.wav) and spectrograms of \
            both (clip-N.png). Interrupted by Ctrl-C or TERM it finishes the step and saves.
            """)

    @OptionGroup var options: TrainingOptions

    func run() throws {
        let folder = try TrainingFolder(options.out)
        let package = try options.package()
        let old = try options.checkpoint(in: folder)
        if let old {
            try options.check(old.value(VocoderRecipe.self, "recipe")) {
                ($0.adversarialFrom, $0.precision) = (nil, nil)
            }
        }
        var recipe = try old?.value(VocoderRecipe.self, "recipe") ?? options.wantedRecipe()
        if let adversarialFrom = options.adversarialFrom {
            recipe.adversarialFrom = adversarialFrom
        }
        if let precision = options.precision { recipe.precision = precision }
        // A checkpoint has weights of its own.
        let weights = try old == nil ? options.wantedWeights() : nil
        let training = try VocoderTraining(
            recipe, package, from: weights, on: options.trainingDevice())
        if let old { try training.resume(old) }
        try options.run(training, in: folder, goesOn: old != nil) {
            let spectrogram = try Spectrogram()
            var measures = HeldOutMeans()
            for (number, clip) in training.heldOut.enumerated() {
                let (real, made, losses) = try training.copy(of: clip)
                measures.add(losses, weight: Double(real.count))
                try folder.write(real, made, of: number, rate: package.rate, spectrogram)
            }
            return measures.losses
        } about: {
            options.name(training.heldOut, in: package)
        }
    }
}
