import EnglishLexicon
import SpeechCorpus
import SpeechEngine
import SpeechModel
import SpeechText
import SystemVoices

extension Prepare {
    /// `--teacher`: the inputs are texts, which flite's voices say.
    func teach(by list: String, heldOut: [String], _ recipe: CorpusRecipe) throws {
        let start = ContinuousClock.now
        let voices = try Self.teachers(list)
        let lexicon: CMULexicon
        do throws(CMULexicon.Unavailable) { lexicon = try CMULexicon() } catch {
            throw EngineError.unreadable(path: "the English lexicon", reason: error.description)
        }
        var line = ProgressLine(isQuiet: quiet || json)
        // As with recordings: nothing is left of the package then.
        Interruption.shared.onRequest(within: nil) {}
        defer { Interruption.shared.workEnded() }
        let (texts, report): (TeacherTexts, TeacherReport)
        do throws(CorpusError) {
            texts = try TeacherTexts(inputs, heldOut: heldOut)
            let preparation = try TeacherPreparation(recipe, EnglishPhonemizer(lexicon: lexicon))
            report = try preparation.run(texts, by: voices, to: output) { progress in
                line.show { _ in
                    "clip \(progress.done) of \(progress.of)  "
                        + "kept \(ProgressLine.clock(progress.seconds))"
                }
                return !Interruption.shared.wasRequested
            }
            line.clear()
        } catch {
            line.clear()
            throw Self.told(error)
        }
        let result = TeacherResult(
            report: report, findings: texts.findings, output: output,
            elapsed: ContinuousClock.now - start)
        if json { return try Console.print(JSONOutput.text(result)) }
        for line in result.lines { try Console.print(line) }
    }

    /// The voices of a list such as `flite/slt,flite/rms`.
    private static func teachers(_ list: String) throws -> [TeacherVoice] {
        let voices = list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let teachers = voices.map { FliteTeacher(VoiceID($0)) }
        if let wrong = teachers.firstIndex(where: { $0 == nil }) {
            throw EngineError.invalid(
                field: "--teacher", value: voices[wrong],
                expected: FliteTeacher.voices.map(\.name).joined(separator: ", ")
                    + ", commas between them")
        }
        if let twice = voices.first(where: { voice in voices.count { $0 == voice } > 1 }) {
            throw EngineError.invalid(
                field: "--teacher", value: twice, expected: "each voice once")
        }
        return teachers.compactMap { $0 }.map { teacher in
            TeacherVoice(name: teacher.name) { sequence, text, seed in
                let speech = try teacher.speak(sequence, of: text, seed: seed)
                return TeacherVoice.Speech(
                    audio: speech.audio, phonemes: speech.phonemes, changed: speech.changed)
            }
        }
    }
}
