import ArgumentParser
import FoundationEssentials
import SpeechTraining
import TensorRuntime

/// `syrinx-train band`: what a vocoder has above its band.
struct TrainBand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "band",
        abstract: "Let a trained vocoder sound at a higher rate.",
        discussion: """
            Writes a copy of a source-filter vocoder's weights with a high band, which is learnt \
            from the same recordings at two rates: as the vocoder was trained, and at the rate it \
            is to get. It takes a minute and gives the same weights each time. Held-out recordings \
            are compared with what the vocoder makes of them.

              syrinx prepare recordings -o native.safetensors
              syrinx prepare recordings --rate 24000 -o full.safetensors
              syrinx-train band --data native.safetensors --full full.safetensors \
            --weights vocoder.safetensors -o out.safetensors

            A vocoder that is trained further needs its high band learnt anew.
            """)

    @Option(help: ArgumentHelp("Recordings prepared as for the vocoder.", valueName: "file"))
    var data: String

    @Option(
        help: ArgumentHelp("The same recordings prepared at the full rate.", valueName: "file"))
    var full: String

    @Option(help: ArgumentHelp("The vocoder, vocoder.safetensors.", valueName: "file"))
    var weights: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where the copy is written.", valueName: "file"))
    var output: String

    @Option(
        name: .customLong("held-out"),
        help: ArgumentHelp(
            "A list of recordings to compare with instead of learning from them, a name on each "
                + "line; those that the data lack don't matter.", valueName: "file"))
    var heldOut: String?

    @Option(
        help: ArgumentHelp(
            "Folder for held-out recordings (band-N-real.wav), their copies (band-N.wav) and "
                + "spectrograms of both (band-N.png).", valueName: "folder"))
    var show: String?

    @Option(help: "Where the band begins, in hertz.")
    var lowest = HighBandTraining.Settings().lowest

    @Option(help: "Where recordings end, in hertz.")
    var highest = HighBandTraining.Settings().highest

    @Option(help: "How many levels there are between.")
    var bands = HighBandTraining.Settings().bands

    @Option(help: "What it costs where levels differ otherwise than the noise below.")
    var penalty = HighBandTraining.Settings().penalty

    @Option(help: "Where to compute: cpu, cuda or cuda:1.")
    var device = "cpu"

    @Option(help: "Threads.")
    var threads = 2

    func run() throws {
        try TorchRuntime.loaded().useThreads(threads)
        var settings = HighBandTraining.Settings()
        (settings.lowest, settings.highest, settings.bands) = (lowest, highest, bands)
        settings.penalty = penalty
        let device = try TorchDevice(named: device)
        let training = try HighBandTraining(
            WeightStore(at: weights), AudioPackage(at: data), AudioPackage(at: full), settings,
            on: device)
        let names = try heldOutNames()
        let held = (0..<training.count).filter { names.contains(training.name(of: $0) ?? "") }
        let seen = training.count - held.count
        let learnt = try training.weights(heldOut: Set(held)) { done in
            if done % 10 == 0 || done == seen { print("\(done) of \(seen) clips") }
        }
        // The copy's bytes come from the file that it may replace.
        try learnt.write(to: output)
        guard !held.isEmpty else { return }
        let comparison = try HighBandComparison(training, learnt, on: device)
        for one in try comparison.differences(of: held) {
            print(
                "\(one.kind) \(Int(one.band.lowerBound))-\(Int(one.band.upperBound)) Hz: power "
                    + "\(Self.short(one.power)) dB, frames differ by \(Self.short(one.spread)) dB "
                    + "(\(one.frames))")
        }
        if let show { try write(held, comparison, to: TrainingFolder(show)) }
    }

    private func write(
        _ clips: [Int], _ comparison: HighBandComparison, to folder: TrainingFolder
    ) throws {
        let spectrogram = try Spectrogram()
        for (number, clip) in clips.enumerated() {
            let (real, made, rate) = try comparison.copy(of: clip)
            try folder.write(real, rate: rate, to: "band-\(number)-real.wav")
            try folder.write(made, rate: rate, to: "band-\(number).wav")
            try folder.write(spectrogram.picture(of: [real, made]), to: "band-\(number).png")
        }
    }

    /// The lines of the list; empty ones and those that begin with # don't count.
    private func heldOutNames() throws -> Set<String> {
        guard let heldOut else { return [] }
        guard let content = FileManager.default.contents(atPath: heldOut) else {
            throw ValidationError("--held-out \(heldOut) can't be read")
        }
        return Set(
            String(decoding: content, as: UTF8.self).split(whereSeparator: \.isNewline)
                .map(String.init).filter { !$0.hasPrefix("#") })
    }

    private static func short(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
