public import ArgumentParser
import FoundationEssentials
public import SpeechTraining
import TensorRuntime

/// What all trainings are told: data, folder, how long, on what.
struct TrainingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Prepared recordings; given again, those of several packages together.",
            valueName: "file"))
    var data: [String]

    @Option(help: ArgumentHelp("Folder for everything that comes of it.", valueName: "folder"))
    var out: String

    @Option(
        help: ArgumentHelp(
            "Recipe as JSON; settings that it leaves out are usual.", valueName: "file"))
    var recipe: String?

    @Option(
        help: ArgumentHelp(
            "Weights to begin with, as an earlier training exported them.", valueName: "file"))
    var from: String?

    @Option(help: "Stop after so many steps in all.")
    var steps: Int?

    @Option(help: "Stop after so many minutes.")
    var minutes: Double?

    @Option(
        name: .customLong("adversarial-from"), help: "The step from which discriminators take part."
    )
    var adversarialFrom: Int?

    @Option(help: "What products are computed in: float32, bfloat16, or on CUDA float16.")
    var precision: TrainingPrecision?

    @Option(help: "Where to train: cpu, cuda or cuda:1.")
    var device = "cpu"

    @Option(help: "Threads.")
    var threads = 2

    @Option(name: .customLong("save-minutes"), help: "Minutes from one saving to the next.")
    var saveMinutes = 5.0

    /// The data.
    func package() throws -> AudioPackage {
        let package = try AudioPackage(joining: data)
        try TorchRuntime.loaded().useThreads(threads)
        return package
    }

    /// Where it runs.
    func trainingDevice() throws -> TorchDevice { try TorchDevice(named: device) }

    /// What a training in the folder stopped with; nil if there is none.
    func checkpoint(in folder: TrainingFolder) throws -> Checkpoint? {
        folder.hasCheckpoint ? try Checkpoint(at: folder.checkpoint) : nil
    }

    /// The recipe that was given, or the usual one.
    func wantedRecipe<Recipe: TrainingRecipe>() throws -> Recipe {
        guard let recipe else { return Recipe() }
        guard let content = FileManager.default.contents(atPath: recipe) else {
            throw ValidationError("--recipe \(recipe) can't be read")
        }
        do {
            return try Recipe(json: Array(content))
        } catch {
            throw ValidationError("--recipe \(recipe): \(error)")
        }
    }

    /// Refuses a recipe beside a checkpoint that has another: a training goes on with its own.
    ///
    /// - Parameter leaveOut: Takes out what options may change on the way.
    func check<Recipe: TrainingRecipe & Equatable>(
        _ old: Recipe, leavingOut leaveOut: (inout Recipe) -> Void
    ) throws {
        guard recipe != nil else { return }
        var (wanted, own): (Recipe, Recipe) = (try wantedRecipe(), old)
        leaveOut(&wanted)
        leaveOut(&own)
        guard wanted == own else {
            throw ValidationError(
                "--recipe: the training in \(out) goes on with its own recipe, which is another; "
                    + "leave it out, or begin anew in another folder with --from its weights")
        }
    }

    /// The weights to begin with; nil: random numbers.
    func wantedWeights() throws -> WeightStore? { try from.map { try WeightStore(at: $0) } }

    /// Tells which clips the pictures are of.
    func name(_ heldOut: [Int], in package: AudioPackage) {
        for (number, clip) in heldOut.enumerated() {
            if let name = package.name(of: clip) { print("clip-\(number) is \(name)") }
        }
    }

    /// Trains until there is enough.
    ///
    /// - Parameters:
    ///   - goesOn: Whether it has steps behind it.
    ///   - show: Writes what shows how good it is, at each saving.
    ///   - about: Says what is worth knowing before it begins.
    func run(
        _ training: any Training, in folder: TrainingFolder, goesOn: Bool,
        show: @escaping () throws -> TrainingLosses, about: () -> Void
    ) throws {
        if goesOn {
            try folder.forgetLosses(beyond: training.step)
            print("going on at step \(training.step)")
        }
        about()
        Interruption.listen()
        let session = TrainingSession(
            training: training, folder: folder, saveMinutes: saveMinutes, show: show)
        try session.run(steps: steps, minutes: minutes)
    }
}

extension TrainingPrecision: ExpressibleByArgument {}
