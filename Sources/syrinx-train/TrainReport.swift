import ArgumentParser
import Glibc
import SpeechTraining

/// `syrinx-train report`: the curves of trainings as a page.
struct TrainReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make a page of the curves of one or several trainings.",
        discussion: """
            Reads folders of `vocoder` and `acoustic`, while they train or later, and writes one \
            HTML file that needs nothing else: losses and held-out losses by step, laid over each \
            other, throughput, learning rates, recipes, and of the last saving pictures and \
            sounds. Lines of losses.jsonl that can't be read are told and left out.
            """)

    @Argument(help: ArgumentHelp("Folders of trainings.", valueName: "folder"))
    var folders: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("The page.", valueName: "file"))
    var output = "report.html"

    @Option(
        help: ArgumentHelp(
            "Steps that losses are smoothed over; 0: not at all. Usually a fiftieth of all.",
            valueName: "steps"))
    var smoothing: Double?

    @Option(
        help: ArgumentHelp(
            "Held-out recordings of each training whose pictures and sounds go into the page.",
            valueName: "n"))
    var clips = 2

    func validate() throws {
        guard (1...ReportPage.mostTrainings).contains(folders.count) else {
            throw ValidationError(
                "\(folders.count) folders; a page shows 1 to \(ReportPage.mostTrainings)")
        }
        // Comparisons that NaN fails.
        guard smoothing.map({ $0 >= 0 && $0 <= 1e12 }) ?? true else {
            throw ValidationError("--smoothing is a number of steps, 0 or more")
        }
        guard (0...1000).contains(clips) else {
            throw ValidationError("--clips \(clips) is no number of recordings")
        }
    }

    /// Writes a line to standard error, as far as it can be written.
    private static func tell(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }

    func run() throws {
        let trainings = try folders.map { try TrainingRecord(of: $0, clips: clips) }
        for note in trainings.flatMap(\.notes) { Self.tell("syrinx-train report: \(note)") }
        let page = ReportPage(trainings, smoothing: smoothing)
        let count = try page.write(to: output)
        print(
            "\(output): \(String(bytes: count)), pictures and sounds of "
                + "\(String(bytes: page.mediaBytes)) in it")
    }
}
