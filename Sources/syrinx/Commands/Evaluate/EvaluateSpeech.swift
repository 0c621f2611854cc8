import ArgumentParser
import Glibc
import SpeechEngine
import SpeechEvaluation
import SpeechPlan
import SpeechRecognition

/// `syrinx evaluate speech`: voices, and recordings beside them, over a list of sentences.
struct EvaluateSpeech: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "speech",
        abstract: "Judge voices over a list of sentences: a report with players.",
        discussion: """
            The list has ID, a tab and a text on each line, or a text alone. Each voice speaks \
            every sentence; with --recordings each ID is also the path of a recording below that \
            folder, so that people and voices are judged over the same texts alike. The report \
            (report.html, report.json, the sound in audio/) tells for each voice: word error rate \
            by PocketSphinx with its interval, and beside the recordings'; DNSMOS; pitch and its \
            spread; first audio and real-time factor of a warm process, one sentence at a time; \
            peak memory of a `syrinx say` of its own; and, with --reference, whom it sounds like.

            English. What can't be measured here is left out and told. A sentence that a voice \
            can't say, or that is silent, counts as not understood at all.
            """)

    @Argument(help: ArgumentHelp("The sentences; - means standard input.", valueName: "list"))
    var list: String

    @Option(
        name: .customLong("voice"),
        help: ArgumentHelp("A voice to judge; may be given again.", valueName: "id"))
    var voices: [String] = []

    @Option(
        help: ArgumentHelp("Recordings of the sentences; IDs are paths in it.", valueName: "folder")
    )
    var recordings: String?

    @Option(
        name: .customLong("reference"),
        help: ArgumentHelp(
            "Recordings of one speaker, for likeness; of a voice's own speaker under the voice's "
                + "ID. May be given again.", valueName: "name=folder"))
    var references: [String] = []

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("Folder of the report; made where it isn't there.", valueName: "folder"))
    var output: String

    @Option(help: ArgumentHelp("Folder with DNSMOS' two models.", valueName: "folder"))
    var dnsmos: String?

    @OptionGroup var level: ActiveLevelOption

    @Option(
        name: .customLong("model"),
        help: ArgumentHelp(
            "Folder with the recogniser's en-us, en-us.lm.bin and cmudict-en-us.dict.",
            valueName: "folder"))
    var recognizerModel = PocketSphinx.defaultModel

    @Option(help: ArgumentHelp("How text is cut and delivered to voices.", valueName: "name"))
    var profile: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Seed of voices and of the intervals' draws.", valueName: "n"))
    var seed: String?

    @Option(help: ArgumentHelp("Recognisers at once; all cores otherwise.", valueName: "n"))
    var jobs: Int?

    @OptionGroup var executor: ExecutorOptions

    @Flag(help: "Print the report's JSON.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    /// The largest list, in bytes.
    private static let mostListBytes = 32 << 20

    mutating func validate() throws {
        guard !voices.isEmpty || recordings != nil else {
            throw ValidationError("nothing to judge: give --voice ID, --recordings FOLDER or both")
        }
        if let jobs, !(1...256).contains(jobs) {
            throw ValidationError("--jobs \(jobs): from 1 to 256")
        }
    }

    mutating func run() async throws {
        let list = try sentences()
        let effective = try executor.settings.load(flags: [
            (.profile, profile, "--profile"), (.seed, seed, "--seed"),
        ])
        let engine = try SpeechEngine(effective.settings, batchSizes: RememberedBatches.sizes)
        // Everything that can be known is asked for before the first sentence is spoken.
        let subjects = try SpeechSubject.all(
            voices: voices, recordings: recordings, sentences: list.sentences, engine: engine)
        let speakers = try references.map { try ReferenceSpeaker($0) }
        let (setup, notes) = try EvaluationSetup.finding(
            dnsmos: dnsmos, at: level.level, executor: executor, recognizerModel: recognizerModel,
            jobs: jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        for note in notes { Console.report(note) }
        let folder = try ReportFolder(output)

        let seed = effective.settings.seed
        let work = SpeechEvaluationWork(
            engine: engine, sentences: list.sentences, setup: setup, folder: folder,
            memory: VoiceMemory(
                sentences: list.sentences, config: executor.settings.config,
                profile: profile, seed: self.seed),
            seed: seed, showsProgress: !quiet && !json)
        let profileName = try engine.profile(for: .listening).name
        let (listName, own, level) = (self.list, notes, self.level.level)
        let task = Task {
            try await work.report(
                of: subjects, speakers: speakers,
                EvaluationReport.Conditions(
                    list: listName, recognizer: setup.recognizer?.name, seed: seed,
                    profile: profileName, level: level, machine: Machine.name, date: Machine.date,
                    notes: own))
        }
        Interruption.shared.onRequest(within: .seconds(2)) { task.cancel() }
        let result = await task.result
        Interruption.shared.workEnded()
        await engine.shutdown()
        if Interruption.shared.wasRequested { throw EngineError.cancelled }
        let report = try result.get()
        try folder.write(report)
        if json { return try Console.print(JSONOutput.text(report)) }
        for line in EvaluationSummary(report).lines { try Console.print(line) }
        try Console.print(folder.page)
    }

    private func sentences() throws -> SentenceList {
        let bytes: [UInt8]
        do { bytes = try FileBytes.read(list, limit: Self.mostListBytes) } catch {
            throw EngineError.unreadable(path: list, reason: error.reason)
        }
        return try SentenceList(bytes, path: list == "-" ? "standard input" : list)
    }
}
