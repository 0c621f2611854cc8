public import AudioSignal
import Glibc

/// CMU PocketSphinx with its general English model: Debian's packages `pocketsphinx` and
/// `pocketsphinx-en-us`.
///
/// `pocketsphinx_batch` decodes a recording as one utterance in three passes and normalizes its
/// cepstra over the whole of it, so that the words don't depend on where `pocketsphinx_continuous`
/// would cut, nor on recordings before: each has a process of its own, which takes about a second
/// to load the model.
public struct PocketSphinx: SpeechRecognizer {
    /// Where Debian puts the model.
    public static let defaultModel = "/usr/share/pocketsphinx/model/en-us"

    static let programName = "pocketsphinx_batch"
    static let programRemedy = "install the package pocketsphinx"

    /// The folder of the program.
    let programFolder: String
    /// The folder of the model.
    let model: String
    /// After how long a process is killed: so long, and so many times what it listens to. An
    /// idle core takes about a third of what it listens to.
    var patience = (least: Duration.seconds(60), times: 20.0)

    /// `pocketsphinx` and the name of its model.
    public var name: String {
        "pocketsphinx " + (model.split(separator: "/").last.map(String.init) ?? model)
    }

    /// 16 kHz, as the model was trained.
    public var rate: SampleRate { SampleRate(16_000) }

    /// Looks for the program and its model.
    ///
    /// - Parameters:
    ///   - model: A folder with `en-us`, `en-us.lm.bin` and `cmudict-en-us.dict`.
    ///   - path: The folders in which the program is looked for, divided by colons; nil: those of
    ///     the environment.
    /// - Throws: ``RecognitionError/missing(component:remedy:)``.
    public init(
        model: String = defaultModel, path: String? = nil
    ) throws(RecognitionError) {
        programFolder = try Self.folder(in: path)
        self.model = model
        try Self.check(model, has: Self.parts)
    }

    /// The first folder of a path, or of the environment's, that has the program.
    static func folder(in path: String?) throws(RecognitionError) -> String {
        let path = path ?? getenv("PATH").map { String(cString: $0) } ?? ""
        // Relative folders of PATH would be taken from where the process is by then.
        let folder = path.split(separator: ":").lazy.map(String.init).first {
            $0.hasPrefix("/") && Self.isProgram("\($0)/\(Self.programName)")
        }
        guard let folder else {
            throw .missing(component: "the program \(programName)", remedy: programRemedy)
        }
        return folder
    }

    /// Makes sure that a model's folder has what is needed of it.
    static func check(_ model: String, has parts: [String]) throws(RecognitionError) {
        for part in parts where access("\(model)/\(part)", R_OK) != 0 {
            throw .missing(
                component: "the recogniser's model \(model)/\(part)",
                remedy: "install the package pocketsphinx-en-us, or give the folder that it is in")
        }
    }

    /// What the model's folder must have: sounds, sequences of words, pronunciations.
    private static let parts = ["en-us/mdef", "en-us.lm.bin", "cmudict-en-us.dict"]

    /// The program's arguments; it finds its list of recordings, of one line, and the recording
    /// itself in its standard input.
    var arguments: [String] {
        [
            "-hmm", "\(model)/en-us", "-lm", "\(model)/en-us.lm.bin",
            "-dict", "\(model)/cmudict-en-us.dict",
            "-ctl", "/dev/stdin", "-ctlcount", "1", "-cepdir", "/dev", "-cepext", "",
            "-adcin", "yes", "-adchdr", "\(RecognitionFile.headerSize)",
            "-hyp", "/dev/stdout",
        ]
    }

    /// The words of a recording; empty where none is heard.
    public func transcript(of audio: AudioBuffer) async throws(RecognitionError) -> String {
        precondition(audio.rate == rate, "audio of \(audio.rate) for a recogniser of \(rate)")
        guard !audio.isEmpty else { throw .noAudio }
        var quantizer = PCMQuantizer()
        let file = try RecognitionFile(holding: quantizer.littleEndianBytes(audio.samples))
        let seconds = patience.least.seconds + patience.times * audio.duration.seconds
        let run = PocketSphinxRun(
            folder: programFolder, arguments: arguments, limit: .seconds(seconds))
        let output = try await run.output(for: file)
        return try Self.hypothesis(in: output)
    }

    /// The words of the program's line, such as "hello world (stdin -4321)".
    static func hypothesis(in output: [UInt8]) throws(RecognitionError) -> String {
        let line =
            String(decoding: output, as: UTF8.self)
            .split(whereSeparator: \.isNewline).last ?? ""
        let mark = "(" + RecognitionFile.name + " "
        guard line.hasSuffix(")"), let range = line.ranges(of: mark).last else {
            throw .failed(component: programName, reason: "it wrote no hypothesis")
        }
        return line[..<range.lowerBound].split(separator: " ").joined(separator: " ")
    }

    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        return access(path, X_OK) == 0 && stat(path, &status) == 0
            && status.st_mode & S_IFMT == S_IFREG
    }
}
