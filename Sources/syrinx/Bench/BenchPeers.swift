import ArgumentParser
import SpeechEngine

/// `syrinx bench peers`: the same voices in their own programs, in the same minutes.
///
/// Runs alternate between Syrinx and a peer, so that what else the machine does falls
/// on both; the figures are medians and the ratios between them.
struct BenchPeers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peers",
        abstract: "Syrinx beside the programs flite and espeak-ng, with the same voices.",
        discussion: """
            One sentence: from the start of the process to the first sample on standard \
            output. A long text: wall time and peak memory to a WAV file. A program that is \
            not installed is left out.
            """)

    @Option(help: "Runs of each program.")
    var runs = 9

    @Option(help: "Minutes of the long text.")
    var minutes = 10

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        try BenchReport(Self.measure(runs: runs, minutes: minutes)).print(json: options.json)
    }

    private static let sentence = "Hello, this is the first sentence of the day."

    /// A program that speaks with a voice that Syrinx has too.
    private struct Peer: Sendable {
        let program: String
        let voice: String
        let sentence: @Sendable (String) -> [String]
        let file: @Sendable (BenchFolder) -> [String]
    }

    private static let peers = [
        Peer(
            program: "flite", voice: "flite/slt",
            sentence: { ["-voice", "slt", "-t", $0, "-o", "/dev/stdout"] },
            file: { ["-voice", "slt", "-f", $0.text, "-o", $0.sound] }),
        Peer(
            program: "espeak-ng", voice: "espeak/en-us",
            sentence: { ["-v", "en-us", "--stdout", $0] },
            file: { ["-v", "en-us", "-f", $0.text, "-w", $0.sound] }),
    ]

    static func measure(runs: Int, minutes: Int) throws(EngineError) -> [BenchFigure] {
        let folder = try BenchFolder(text: BenchTextSource.prose(minutes: max(1, minutes)))
        defer { folder.remove() }
        var figures: [BenchFigure] = []
        for peer in peers {
            guard let path = SoundCommand.executable(peer.program) else {
                Console.printError("\(peer.program) is not installed and left out")
                continue
            }
            figures += try compare(with: peer, at: path, folder, runs: max(1, min(runs, 1_000)))
        }
        return figures
    }

    private static func compare(
        with peer: Peer, at path: String, _ folder: BenchFolder, runs: Int
    ) throws(EngineError) -> [BenchFigure] {
        let header = 44
        let own = ["say", "--voice", peer.voice]
        let ownSentence = own + ["-o", "-", "--format", "wav", sentence]
        let ownFile = own + ["-f", folder.text, "-o", folder.sound]
        var first = (ours: [Double](), theirs: [Double]())
        var whole = (ours: [Double](), theirs: [Double]())
        var peak = (ours: [Double](), theirs: [Double]())
        for _ in 0..<runs {
            first.ours += try seconds(ChildRun.run(ownSentence, skipping: header))
            first.theirs += try seconds(
                ChildRun.run(peer.sentence(sentence), of: path, skipping: header))
        }
        // A long text takes a while: fewer runs.
        for _ in 0..<max(1, runs / 3) {
            let ours = try ChildRun.run(ownFile)
            let theirs = try ChildRun.run(peer.file(folder), of: path)
            whole.ours.append(ours.seconds)
            whole.theirs.append(theirs.seconds)
            peak.ours.append(Double(ours.peakBytes) / 1e6)
            peak.theirs.append(Double(theirs.peakBytes) / 1e6)
        }
        let name = peer.program
        return row("first sample, \(name)", first.ours, first.theirs, 1_000, "ms")
            + row("long text, \(name)", whole.ours, whole.theirs, 1, "s")
            + row("long text, memory, \(name)", peak.ours, peak.theirs, 1, "MB")
    }

    private static func seconds(_ run: ChildRun.Result) -> [Double] {
        run.firstByte.map { [$0] } ?? []
    }

    private static func row(
        _ what: String, _ ours: [Double], _ theirs: [Double], _ factor: Double, _ unit: String
    ) -> [BenchFigure] {
        let (mine, other) = (Spread(ours).median * factor, Spread(theirs).median * factor)
        return [
            BenchFigure(bench: "peers", what: what + ", syrinx", value: mine, unit: unit),
            BenchFigure(bench: "peers", what: what + ", itself", value: other, unit: unit),
            BenchFigure(bench: "peers", what: what + ", ratio", value: mine / other, unit: "×"),
        ]
    }
}
