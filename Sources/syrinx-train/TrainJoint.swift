import ArgumentParser
import SpeechTraining
import TensorRuntime

/// `syrinx-train joint`: phonemes to samples, both networks together.
struct TrainJoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "joint",
        abstract: "Train an acoustic model and a vocoder together; goes on where it stopped.",
        discussion: """
            The vocoder hears what the acoustic model makes of phonemes with the recording's own \
            durations and pitch, and both learn from what is wrong with the sound. They begin with \
            --from FOLDER, its acoustic.safetensors and vocoder.safetensors, as trainings of their \
            own exported them. Writes into the folder: a checkpoint to go on from, both \
            files to use, losses.jsonl with losses of held-out clips at each saving, and of these \
            clips the sound (clip-N.wav, the recording in clip-N-real.wav) and spectrograms of \
            both (clip-N.png). A high band has to be learnt anew: `syrinx-train band`. Interrupted \
            by Ctrl-C or TERM it finishes the step and saves.
            """)

    @OptionGroup var options: TrainingOptions

    @Option(
        name: .customLong("held-out"),
        help: "Clips that aren't learnt from, for validation; when going on as before.")
    var heldOut = 4

    @Option(
        help: ArgumentHelp(
            """
            Folder of a vocoder's training, whose discriminators go on here; otherwise they begin \
            anew, and take a thousand steps until they are of use.
            """, valueName: "folder"))
    var discriminators: String?

    func validate() throws {
        guard (0...100_000).contains(heldOut) else {
            throw ValidationError("--held-out \(heldOut) is no number of clips")
        }
    }

    func run() throws {
        let folder = try TrainingFolder(options.out)
        let old = try options.checkpoint(in: folder)
        guard old != nil || options.from != nil else {
            throw ValidationError(
                "--from is missing: a folder with acoustic.safetensors and vocoder.safetensors")
        }
        let package = try options.package()
        let device = try options.trainingDevice()
        let training = try training(package, old, on: device)
        try options.run(training, in: folder, goesOn: old != nil) {
            let spectrogram = try Spectrogram()
            var measures = HeldOutMeans()
            for number in training.heldOut.indices {
                let (real, made, losses) = try training.copy(ofHeldOut: number)
                measures.add(losses, weight: Double(real.count))
                try folder.write(real, made, of: number, rate: package.rate, spectrogram)
            }
            return measures.losses
        } about: {
            options.name(training.heldOut, in: package)
        }
    }

    private func training(
        _ package: AudioPackage, _ old: Checkpoint?, on device: TorchDevice
    ) throws -> JointTraining {
        func change(_ recipe: inout JointRecipe) {
            if let step = options.adversarialFrom { recipe.adversarialFrom = step }
            if let precision = options.precision { recipe.precision = precision }
        }
        if let old {
            try options.check(old.value(JointRecipe.self, "recipe")) {
                ($0.adversarialFrom, $0.precision) = (nil, nil)
            }
            return try JointTraining(goingOnFrom: old, package, on: device, changing: change)
        }
        var recipe: JointRecipe = try options.wantedRecipe()
        change(&recipe)
        let from = options.from ?? ""
        let opposing = try discriminators.map { path throws(TrainingError) in
            try Checkpoint(at: TrainingFolder.checkpoint(in: path))
        }
        return try JointTraining(
            recipe, package, acoustic: WeightStore(at: "\(from)/acoustic.safetensors"),
            vocoder: WeightStore(at: "\(from)/vocoder.safetensors"), opposing: opposing,
            holdingOut: heldOut, on: device)
    }
}
