import SpeechEngine
import SpeechModel
import SpeechSchedule

/// What came of one text, for programs: the object that `say --json` prints.
struct SayResult: Encodable {
    var report: SpeechReport
    /// Where the sound went: a path, `-`, or the player's command.
    var output: String
    /// The text's file; nil for TEXT and standard input.
    var input: String?
    /// From the request to the moment that playing started; nil without a player.
    var playbackStartSeconds: Double?
    /// How often playing ran dry; 0 without a player.
    var underruns = 0
    /// Whether the user ended it: then everything tells what was spoken until then, and
    /// without audio no file was written.
    var isInterrupted = false
    /// What could not be done as it was asked.
    var notes: [String] = []

    private enum Key: String, CodingKey {
        case textCharacters, chunks, batches, audioSeconds, synthesisSeconds, rtf
        case firstAudioSeconds, playbackStartSeconds, underruns, peakRssBytes, voice, family
        case fallbacks, retries, stalls, stages, output, input
        case isInterrupted = "interrupted"
        case notes
    }

    private struct Fallback: Encodable {
        let chunk: Int
        let from: String
        let to: String?
        let reason: String
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(report.textCharacters, forKey: .textCharacters)
        try fields.encode(report.chunks, forKey: .chunks)
        try fields.encode(report.batches, forKey: .batches)
        try fields.encode(rounded(report.audioSeconds), forKey: .audioSeconds)
        try fields.encode(rounded(report.synthesisSeconds), forKey: .synthesisSeconds)
        try fields.encode(report.realTimeFactor.map(rounded), forKey: .rtf)
        try fields.encode(report.firstAudioSeconds.map(rounded), forKey: .firstAudioSeconds)
        try fields.encode(playbackStartSeconds.map(rounded), forKey: .playbackStartSeconds)
        try fields.encode(underruns, forKey: .underruns)
        try fields.encode(ProcessMemory.peak() ?? 0, forKey: .peakRssBytes)
        try fields.encode(report.voice?.name, forKey: .voice)
        try fields.encode(report.family, forKey: .family)
        let fallbacks = report.fallbacks.map {
            Fallback(chunk: $0.chunk, from: $0.from, to: $0.to, reason: $0.reason.words)
        }
        try fields.encode(fallbacks, forKey: .fallbacks)
        try fields.encode(report.retries, forKey: .retries)
        try fields.encode(report.stalls, forKey: .stalls)
        var stages = report.stages
        stages.text = rounded(stages.text)
        stages.plan = rounded(stages.plan)
        stages.queue = rounded(stages.queue)
        stages.synthesis = rounded(stages.synthesis)
        stages.joining = rounded(stages.joining)
        stages.encoding = rounded(stages.encoding)
        try fields.encode(stages, forKey: .stages)
        try fields.encode(output, forKey: .output)
        try fields.encode(input, forKey: .input)
        try fields.encode(isInterrupted, forKey: .isInterrupted)
        try fields.encode(notes, forKey: .notes)
    }

    /// To a microsecond: more digits would only be noise.
    private func rounded(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e6 }
}
