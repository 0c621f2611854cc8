import ArgumentParser
import CGlibc

/// The program that trains Syrinx's networks, on prepared data, by libtorch.
@main
struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "syrinx-train",
        abstract: "Train Syrinx's networks.",
        discussion: """
            Data is prepared by `syrinx prepare`. libtorch is reached through \
            libsyrinx-torch.so, made by scripts/torch-door; TORCH_ROOT names the libtorch to \
            build it against, with CUDA or without.
            """,
        subcommands: [
            TrainVocoder.self, TrainBand.self, TrainAcoustic.self, TrainMels.self,
            TrainJoint.self, TrainRecognizer.self, TrainContent.self, TrainLatents.self,
            TrainUnits.self,
            TrainBottleneck.self, TrainConverter.self, TrainPolyphones.self, TrainQuantizers.self,
            TrainReport.self, TrainBench.self, TrainCheck.self,
        ])

    static func main() {
        // Each step takes and gives back hundreds of megabytes; fetched from the kernel every time,
        // a third of a quantizer's training went into clearing pages.
        _ = cglibc_keep_memory()
        Self.main(nil)
    }
}
