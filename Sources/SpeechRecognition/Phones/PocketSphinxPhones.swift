public import AudioSignal
import Glibc

/// Finds the phones of texts in recordings with PocketSphinx' English sounds: Debian's packages
/// `pocketsphinx` and `pocketsphinx-en-us`.
///
/// Each phone is a word of its own in a grammar for each recording, decoded in one pass: what
/// the program itself calls alignment (`-alignctl`) gives up at the last frame of most
/// recordings. Times are multiples of 10 ms.
public struct PocketSphinxPhones: Sendable {
    /// The phones it knows: CMUdict's, without stress.
    public static let phones: Set<String> = [
        "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH",
        "IH", "IY", "JH", "K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH",
        "UH", "UW", "V", "W", "Y", "Z", "ZH",
    ]

    /// 16 kHz, as the model was trained.
    public let rate = SampleRate(16_000)

    private let programFolder: String
    private let model: String

    /// From frame to frame of the program, in samples.
    private static let frame = 160
    /// Where a frame that begins a phone shows its start: between the middles of it and of the
    /// frame before, which last 410 samples each.
    private static let middle = (410 - frame) / 2
    private static let pause = "PAU"
    /// How it is tried, until all phones are found: so wide a beam, with its noise removal or
    /// without.
    private static let attempts = [("1e-100", "yes"), ("1e-200", "no"), ("1e-300", "yes")]

    /// Looks for the program and its sounds.
    ///
    /// - Parameters:
    ///   - model: A folder with `en-us`.
    ///   - path: The folders in which the program is looked for, divided by colons; nil: those of
    ///     the environment.
    /// - Throws: ``RecognitionError/missing(component:remedy:)``.
    public init(
        model: String = PocketSphinx.defaultModel, path: String? = nil
    ) throws(RecognitionError) {
        programFolder = try PocketSphinx.folder(in: path)
        self.model = model
        try PocketSphinx.check(model, has: ["en-us/mdef"])
    }

    /// A recording and what is said in it.
    public struct Utterance: Sendable {
        /// All of it, at any level, at 16 kHz.
        public let audio: AudioBuffer
        /// What is said.
        public let grammar: PhoneGrammar

        /// Brings both together.
        public init(audio: AudioBuffer, grammar: PhoneGrammar) {
            self.audio = audio
            self.grammar = grammar
        }
    }

    /// Finds the phones of several recordings in one process; nil where they weren't all found.
    ///
    /// The recordings lie in a folder of their own, readable by nobody else, as long as it works.
    public func times(of utterances: [Utterance]) async throws(RecognitionError) -> [PhoneTimes?] {
        var results = [PhoneTimes?](repeating: nil, count: utterances.count)
        let folder = try ScratchFolder()
        try folder.write(
            "phones.dict",
            Self.phones.sorted().map { "\($0) \($0)\n" }.joined() + "\(Self.pause) SIL\n")
        var open = utterances.indices.filter {
            !utterances[$0].audio.isEmpty
                && utterances[$0].grammar.phones.isSubset(of: Self.phones)
        }
        var seconds = 0.0
        for index in open {
            var audio = RecognitionAudio(from: utterances[index].audio.rate, to: rate)
            try audio.append(utterances[index].audio.samples)
            let prepared = try audio.finish()
            seconds += prepared.duration.seconds
            var quantizer = PCMQuantizer()
            try folder.write("\(index).raw", quantizer.littleEndianBytes(prepared.samples))
            try folder.write(
                "\(index).fsg", utterances[index].grammar.finiteStates(pause: Self.pause))
        }
        for (beam, removal) in Self.attempts where !open.isEmpty {
            try folder.write("list", open.map { "\($0)\n" }.joined())
            let run = PocketSphinxRun(
                folder: programFolder,
                arguments: arguments(folder.path, first: open[0], beam: beam, removal: removal),
                limit: .seconds(60 + 20 * seconds))
            let output = try await folder.reading("list") { descriptor throws(RecognitionError) in
                try await run.output(reading: descriptor)
            }
            for (index, heard) in Self.segments(in: output) where open.contains(index) {
                results[index] = Self.times(heard, in: utterances[index])
            }
            open.removeAll { results[$0] != nil }
        }
        return results
    }

    private func arguments(
        _ folder: String, first: Int, beam: String, removal: String
    ) -> [String] {
        [
            "-hmm", "\(model)/en-us", "-dict", "\(folder)/phones.dict",
            "-ctl", "/dev/stdin", "-cepdir", folder, "-cepext", ".raw", "-adcin", "yes",
            "-fsg", "\(folder)/\(first).fsg",
            "-fsgctl", "\(folder)/list", "-fsgdir", folder, "-fsgext", ".fsg",
            "-hypseg", "/dev/stdout",
            // No pause but where the grammar has one, and no frame left out.
            "-fsgusefiller", "no", "-fsgusealtpron", "no", "-remove_silence", "no",
            "-remove_noise", removal, "-bestpath", "no",
            "-beam", beam, "-pbeam", beam, "-wbeam", beam, "-maxhmmpf", "-1",
            "-lw", "1", "-wip", "1", "-pip", "1",
        ]
    }

    /// What the program writes for each recording: `NAME S 0 T -9 A -9 L 0`, then a start in
    /// frames, two scores and a word for each segment, and the number of frames.
    static func segments(in output: [UInt8]) -> [(index: Int, heard: [(word: String, start: Int)])]
    {
        output.split(separator: 0x0A).compactMap { line in
            let fields = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard fields.count > 9, let index = Int(fields[0]) else { return nil }
            let heard = stride(from: 9, to: fields.count - 3, by: 4).compactMap {
                start -> (word: String, start: Int)? in
                guard let frame = Int(fields[start]) else { return nil }
                return (String(fields[start + 3]), frame)
            }
            return (index, heard.filter { $0.word != "(NULL)" })
        }
    }

    /// Checks that the whole text was heard, and takes the silence away that was put around.
    private static func times(
        _ heard: [(word: String, start: Int)], in utterance: Utterance
    ) -> PhoneTimes? {
        let phones = heard.map { $0.word == pause ? nil : $0.word }
        guard let pronunciations = utterance.grammar.pronunciations(in: phones) else { return nil }
        let edge = utterance.audio.rate.samples(in: RecognitionAudio.edge)
        let count = utterance.audio.samples.count
        var sounds = zip(phones, heard).map {
            PhoneTimes.Sound(phone: $0, start: min(max($1.start * frame + middle - edge, 0), count))
        }
        sounds[0] = .init(phone: sounds[0].phone, start: 0)
        return PhoneTimes(sounds: sounds, pronunciations: pronunciations)
    }
}
