import ArgumentParser
import FoundationEssentials
import Glibc
import SpeechTraining
import TensorRuntime

/// `syrinx-train quantizers`: which bottleneck keeps its codebooks alive.
struct TrainQuantizers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quantizers",
        abstract: "Compare ways to quantise a latent of speech.",
        discussion: """
            All arms see one frozen latent: what a voice converter's content encoder hears in \
            recordings. In front of the quantizer stands a projection that begins as the identity, behind it a linear decoder \
            of latent and spectrum; nothing is adversarial. Commitment, codebooks by moving \
            averages or gradients, replacement of dead codes, dropout and progressive activation \
            are varied; one arm has the defects of a quantizer that collapsed, others lack one of \
            them or have one alone.

            Writes into the folder: latents.safetensors, quantizers.json and quantizers.md, a table \
            of clips that weren't learnt from. What is there already isn't done again, so that a \
            comparison can be interrupted and extended by seeds.

              syrinx prepare recordings --hop 320 -o people.safetensors
              syrinx-train latents --data people.safetensors --weights content/content.safetensors \
            -o heard.safetensors
              syrinx-train quantizers --data heard.safetensors -o comparison
            """)

    @Option(
        help: ArgumentHelp(
            "Recordings with content; given again, several packages. Not needed where the folder "
                + "has latents.", valueName: "file"))
    var data: [String] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Folder for everything that comes of it.", valueName: "folder"))
    var out: String

    @Option(help: "Steps of each arm.")
    var steps = 2000

    @Option(help: "How many times each arm is trained, with other random numbers.")
    var seeds = 2

    @Option(
        help: ArgumentHelp(
            "Only arms of this name, where * stands for any characters; given again, several.",
            valueName: "name"))
    var arm: [String] = []

    @Option(
        help: ArgumentHelp(
            "Settings of the quantizer that all arms share, as JSON.", valueName: "file"))
    var recipe: String?

    @Flag(help: "List the arms and end.")
    var list = false

    @Option(help: "Where to train: cpu, cuda or cuda:1.")
    var device = "cpu"

    @Option(help: "Threads.")
    var threads = 2

    func validate() throws {
        guard steps > 0 else { throw ValidationError("--steps \(steps) is no number of steps") }
        guard (1...1000).contains(seeds) else {
            throw ValidationError("--seeds \(seeds) is no number of repetitions")
        }
    }

    func run() throws {
        let arms = try wantedArms()
        guard !list else { return arms.forEach { print($0.name) } }
        let folder = try TrainingFolder(out)
        try TorchRuntime.loaded().useThreads(threads)
        let device = try TorchDevice(named: device)
        let latents = try latents(in: folder, on: device)
        print("\(latents.frameCount) frames, \(latents.heldOut.count) clips held out")
        var table = try folder.quantizerTable()
        Interruption.listen()
        for seed in 1...UInt64(seeds) {
            for arm in arms where !table.has(arm, seed: seed, steps: steps) {
                guard let outcome = try outcome(of: arm, seed: seed, latents, on: device) else {
                    return print("interrupted; the same command goes on")
                }
                table.add(outcome, of: arm)
                try folder.write(table)
                print(table.line(of: arm) ?? arm.name)
                fflush(nil)
            }
        }
        print("\n\(table.markdown)", terminator: "")
    }

    private func wantedArms() throws -> [QuantizerArm] {
        let base: QuantizerRecipe = try settings(recipe, "--recipe")
        let all = QuantizerArm.all(base, steps: steps)
        guard !arm.isEmpty else { return all }
        let patterns = arm.map { NamePattern($0) }
        let wanted = all.filter { arm in patterns.contains { $0.matches(arm.name) } }
        guard !wanted.isEmpty else {
            throw ValidationError("--arm: none is called so; --list tells their names")
        }
        return wanted
    }

    private func settings<Recipe: TrainingRecipe>(
        _ file: String?, _ option: String
    ) throws -> Recipe {
        guard let file else { return Recipe() }
        guard let content = FileManager.default.contents(atPath: file) else {
            throw ValidationError("\(option) \(file) can't be read")
        }
        return try Recipe(json: Array(content))
    }

    /// The folder's latents, made if they aren't there.
    private func latents(in folder: TrainingFolder, on device: TorchDevice) throws -> LatentPackage
    {
        if let known = try folder.latentPackage() { return known }
        guard !data.isEmpty else {
            throw ValidationError("--data is needed: \(out) has no latents yet")
        }
        let latents = try LatentPackage(AudioPackage(joining: data), on: device)
        try latents.write(to: folder.latents)
        return latents
    }

    /// What an arm comes to; nil where somebody interrupted it.
    private func outcome(
        of arm: QuantizerArm, seed: UInt64, _ latents: LatentPackage, on device: TorchDevice
    ) throws -> QuantizerOutcome? {
        var recipe = arm.recipe
        recipe.seed = seed
        let training = try QuantizerArmTraining(recipe, latents, on: device)
        while training.step < steps {
            guard !Interruption.isAsked else { return nil }
            _ = try training.next()
        }
        return try training.outcome()
    }
}
