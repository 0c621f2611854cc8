import ArgumentParser
import SpeechEngine
import TensorRuntime

/// `syrinx model convert`: weights of any format as safetensors.
struct ModelConvert: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write the weights of any model file as safetensors.",
        discussion: """
            Reads safetensors (or their index), PyTorch archives, NumPy and ONNX. In patterns * \
            stands for some characters without a dot, ** for any. Quantised matrices become \
            NAME.packed and NAME.scales, and the error of each is told.
            """)

    enum Numbers: String, ExpressibleByArgument, CaseIterable { case int8, int4 }

    @Argument(help: ArgumentHelp("The model file.", valueName: "in"))
    var input: String

    @Argument(help: ArgumentHelp("The safetensors to write.", valueName: "out.safetensors"))
    var output: String

    @Option(help: ArgumentHelp("Only the tensors under this dotted name.", valueName: "name"))
    var part: String?

    @Option(help: ArgumentHelp("Rename by a pattern, as OLD=NEW.", valueName: "old=new"))
    var rename: [String] = []

    @Option(help: ArgumentHelp("Leave out what fits a pattern.", valueName: "pattern"))
    var drop: [String] = []

    @Flag(help: "Store floating point as float16.")
    var half = false

    @Flag(help: "Store floating point as bfloat16.")
    var bfloat16 = false

    @Option(help: "Store matrices in whole numbers: int8 or int4.")
    var quantize: Numbers?

    @Option(help: ArgumentHelp("Neighbours that share a scale.", valueName: "16…256"))
    var block = 32

    @Option(
        help: ArgumentHelp(
            "Quantise what fits this pattern; otherwise all matrices named **.weight that are "
                + "no embeddings.", valueName: "pattern"))
    var layer: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    mutating func validate() throws {
        guard !(half && bfloat16) else {
            throw ValidationError("--half and --bfloat16 exclude each other; choose one")
        }
        guard [16, 32, 64, 128, 256].contains(block) else {
            throw ValidationError("--block \(block): expected 16, 32, 64, 128 or 256")
        }
        guard layer.isEmpty || quantize != nil else {
            throw ValidationError("--layer goes with --quantize")
        }
        _ = try WeightRenaming(renames: rename, drops: drop)
    }

    mutating func run() throws {
        let read = try WeightStore(at: input)
        let taken = part.map(read.within) ?? read
        guard taken.count > 0 else {
            throw EngineError.invalid(
                field: "--part", value: part ?? "",
                expected: "one of \(read.parts.prefix(20).joined(separator: ", "))")
        }
        let renamed = try WeightRenaming(renames: rename, drops: drop).applied(to: taken)
        var conversion = WeightConversion(renamed)
        if let quantize {
            try conversion.quantize(
                as: quantize == .int8 ? .int8(block: block) : .int4(block: block), only: layer)
        }
        if half { try conversion.convert(to: .float16) }
        if bfloat16 { try conversion.convert(to: .bfloat16) }
        try conversion.weights.write(to: output)
        let report = ConversionReport(
            input: input, output: output, before: taken, kept: renamed, conversion)
        try json ? Console.print(JSONOutput.text(report)) : report.print()
    }
}
