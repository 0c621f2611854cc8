import ArgumentParser
import FoundationEssentials
import SpeechTraining
import TensorRuntime

/// `syrinx-train units`: what a content encoder can learn where nobody knows what is said.
struct TrainUnits: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "units",
        abstract: "Add units to prepared recordings, for a content encoder to learn.",
        discussion: """
            Writes a copy of the recordings with the tensor units, int32 [frames]. Units are the \
            nearest of 100 centres of what an encoder heard (the tensor content, which \
            `syrinx-train latents` adds), or come from elsewhere, such as HuBERT: fairseq's .km \
            file with its .tsv manifest, or a folder of .npy files, 50 numbers a second, by the \
            recordings' names. Then `syrinx-train content` with a recipe {"labels": "units"} \
            learns them.
            """)

    @Option(help: ArgumentHelp("Prepared recordings, with frames of 20 ms.", valueName: "file"))
    var data: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where the copy is written.", valueName: "file"))
    var output: String

    @Option(help: "Centres.")
    var count = 100

    @Option(
        help: ArgumentHelp("Labels from elsewhere: a .km file or a folder.", valueName: "path"))
    var labels: String?

    @Option(help: ArgumentHelp("The .tsv file that a .km file is of.", valueName: "file"))
    var manifest: String?

    @Option(help: "Where to compute: cpu, cuda or cuda:1.")
    var device = "cpu"

    @Option(help: "Threads.")
    var threads = 2

    func validate() throws {
        guard (2...65_536).contains(count) else {
            throw ValidationError("--count is \(count), it must be within 2 ... 65536")
        }
        guard manifest == nil || labels != nil else {
            throw ValidationError("--manifest is for --labels")
        }
    }

    func run() throws {
        if FileManager.default.fileExists(atPath: output) {
            throw ValidationError(
                "--output \(output) is there already; remove it or give another name")
        }
        let units = try ContentUnits(AudioPackage(at: data))
        var store = try WeightStore(at: data)
        if let labels {
            let (tensor, strange) = try units.labelled(by: unitLabels(labels))
            store["units"] = tensor
            if !strange.isEmpty {
                print(
                    "\(strange.count) recordings with labels aren't among the clips, such as "
                        + strange.prefix(3).joined(separator: ", "))
            }
        } else {
            try TorchRuntime.loaded().useThreads(threads)
            store["units"] = try units.clustered(
                into: count, on: TorchDevice(named: device))
        }
        let told = store["units"]?.elements(as: Int32.self) ?? []
        print("\(Set(told).subtracting([-1]).count) units, \(told.count { $0 >= 0 }) frames")
        try store.write(to: output)
    }

    private func unitLabels(_ path: String) throws -> UnitLabels {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ValidationError("--labels \(path) isn't there")
        }
        if isFolder { return try UnitLabels(folder: path) }
        guard let manifest else {
            throw ValidationError(
                "--labels \(path): a file needs --manifest, which names its lines' recordings")
        }
        return try UnitLabels(lines: path, manifest: manifest)
    }
}
