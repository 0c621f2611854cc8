import SpeechEngine
import SpeechModel
import SpeechSchedule
import SpeechText

// What is told when a text has been spoken.
extension Speaker {
    /// Prints what came of a text: JSON if asked for, else what there is to note, and
    /// one line on a terminal.
    ///
    /// - Parameter isStream: Whether the sound left as it was made.
    func tell(
        _ result: SayResult, of session: SpeechSession, isStream: Bool, onStandardError: Bool
    ) throws(EngineError) {
        let notes = familyNotes(result.report) + (isStream ? levelNotes(on: session) : [])
        if printsJSON {
            var result = result
            let text = session.warnings.prefix(100) + result.report.omissions
            result.notes += text.map { "byte \($0.offset): \($0.message)" } + notes
            let line = try JSONOutput.text(result, pretty: false)
            return onStandardError ? Console.printError(line) : try Console.print(line)
        }
        guard !isQuiet else { return }
        for note in result.notes + notes { Console.report(note) }
        if let first = result.report.omissions.first {
            let more = result.report.omissionCount - 1
            Console.report(
                "\(result.input.map { $0 + ", " } ?? "")byte \(first.offset): \(first.message)"
                    + (more > 0 ? " (and \(more) more such)" : ""))
        }
        guard Console.showsProgress else { return }
        let report = result.report
        var text = "\(ProgressLine.clock(report.audioSeconds)) of speech"
        if let voice = report.voice { text += ", \(voice)" }
        if !report.fallbacks.isEmpty {
            text += ", \(report.fallbacks.count) chunks by another family"
        }
        Console.printError("\(text) → \(result.output)")
    }

    /// Why another family speaks than the one that comes first.
    private func familyNotes(_ report: SpeechReport) -> [String] {
        let speaker = report.voice.map { "\($0) speaks" } ?? "others speak"
        if let (family, reason) = report.unavailable.first {
            return ["family \(family) can't be had here, \(speaker): \(reason.words)"]
        }
        return report.fallbacks.prefix(1).map {
            let who =
                $0.from == $0.to
                ? "another voice of \($0.from) speaks chunk \($0.chunk)"
                : "family \($0.from) can't speak chunk \($0.chunk), \($0.to ?? "nobody") does"
            return "\(who): \($0.reason.words)"
        }
    }

    /// Writes the times of words, where they are asked for.
    ///
    /// - Returns: What there is to note of that.
    func write(
        _ gathered: Timestamps, of session: SpeechSession
    ) throws(EngineError) -> [String] {
        guard let timestamps else { return [] }
        var gathered = gathered
        gathered.note(session.takeEvents())
        try timestamps.write(gathered)
        guard gathered.words.isEmpty else { return [] }
        let voice = session.report.voice?.name ?? "the voice"
        return ["\(timestamps.path) is empty: \(voice) doesn't know when it says a word"]
    }

    /// What of the level could not be set, since the sound left before all of it was
    /// there to be measured.
    private func levelNotes(on session: SpeechSession) -> [String] {
        var notes: [String] = []
        if engine.settings.peak != nil {
            notes.append(
                "peak has no effect on what is sent while it is spoken; write a file with -o")
        }
        let voices = session.report.unmeasuredVoices
        if engine.settings.lufs != nil, !voices.isEmpty {
            notes.append(
                "lufs has no effect on \(voices.map(\.name).joined(separator: ", ")), whose "
                    + "loudness is not known; write a file with -o, which is measured itself")
        }
        return notes
    }
}
