import AudioFile
import AudioSignal
import SpeechEngine
import SpeechEvaluation
import SpeechModel
import SpeechRecognition

/// Speaks or reads every sentence of every subject, and judges what comes of it.
struct SpeechEvaluationWork: Sendable {
    let engine: SpeechEngine
    let sentences: [SentenceList.Sentence]
    let setup: EvaluationSetup
    let folder: ReportFolder
    let memory: VoiceMemory
    let seed: UInt64
    let showsProgress: Bool

    /// Sentences that are spoken, and then judged together. While one is spoken nothing else
    /// runs, and no more sound than theirs is held.
    private static let batch = 32
    /// The longest recording of a sentence.
    private static let limit = Duration.seconds(300)

    /// The whole report.
    ///
    /// - Throws: For what makes all of it worthless: a full disk, references that can't be read,
    ///   cancellation. A sentence that fails is told in its place.
    func report(
        of subjects: [SpeechSubject], speakers: [ReferenceSpeaker],
        _ conditions: EvaluationReport.Conditions
    ) async throws -> EvaluationReport {
        var conditions = conditions
        let judged = subjects.flatMap { subject in
            if case .recordings(let paths) = subject { paths } else { [String]() }
        }
        let known = try speakers.map { try $0.statistics(by: setup.judge, without: judged) }
        var rows: [EvaluationReport.Subject] = []
        for (index, subject) in subjects.enumerated() {
            let outcomes = try await outcomes(of: subject, index, among: subjects.count)
            var row = try EvaluationReport.Subject(
                name: subject.name, kind: subject.kind, outcomes: outcomes, sentences: sentences,
                isHeard: setup.recognizer != nil, neighbours: known.map(\.voice), seed: seed)
            if case .voice(let voice) = subject {
                do throws(EngineError) { row.peakBytes = try memory.peak(of: voice) } catch {
                    try Task.checkCancellation()
                    let note = "peak memory of \(voice.name) is left out: \(error)"
                    Console.report(note)
                    conditions.notes.append(note)
                }
            }
            rows.append(row)
        }
        if let recordings = rows.first(where: { $0.kind == .recordings }) {
            for index in rows.indices where rows[index].kind == .voice {
                rows[index].compare(with: recordings, seed: seed)
            }
        }
        return EvaluationReport(
            conditions: conditions, sentences: sentences.map(EvaluationReport.Sentence.init),
            subjects: rows, speakers: known.map(\.row))
    }

    private func outcomes(
        of subject: SpeechSubject, _ number: Int, among count: Int
    ) async throws -> [SentenceOutcome] {
        var line = ProgressLine(isQuiet: !showsProgress)
        defer { line.clear() }
        var outcomes: [SentenceOutcome] = []
        while outcomes.count < sentences.count {
            let range = outcomes.count..<min(outcomes.count + Self.batch, sentences.count)
            try await warm(subject, range.lowerBound)
            var sounds: [AudioBuffer?] = []
            for index in range {
                try Task.checkCancellation()
                line.show { _ in
                    "\(subject.name) (\(number + 1) of \(count)): sentence \(index + 1) of "
                        + "\(sentences.count)"
                }
                var outcome = SentenceOutcome()
                let audio = try await sound(of: subject, index, &outcome)
                if let audio {
                    outcome.audio = try folder.write(audio, subject: number, sentence: index)
                }
                outcomes.append(outcome)
                sounds.append(audio)
            }
            try await judge(sounds, &outcomes, from: range.lowerBound)
        }
        for (sentence, outcome) in zip(sentences, outcomes) {
            if let problem = outcome.problem {
                Console.report("\(subject.name), sentence \(sentence.id): \(problem)")
            }
        }
        return outcomes
    }

    /// Speaks a sentence that isn't measured: loads the voice, and brings its code and weights
    /// back into the caches.
    private func warm(_ subject: SpeechSubject, _ index: Int) async throws {
        guard case .voice(let voice) = subject else { return }
        do throws(EngineError) {
            _ = try await SpokenSentence(sentences[index].text, by: voice, of: engine)
        } catch {
            // What is wrong with the sentence is told in its place.
            try Task.checkCancellation()
        }
    }

    /// The sound of a sentence; nil, with the reason in the outcome, where there is none.
    private func sound(
        of subject: SpeechSubject, _ index: Int, _ outcome: inout SentenceOutcome
    ) async throws -> AudioBuffer? {
        switch subject {
        case .voice(let voice):
            do throws(EngineError) {
                let spoken = try await SpokenSentence(
                    sentences[index].text, by: voice, of: engine)
                outcome.firstAudioSeconds = spoken.firstAudioSeconds
                let length = spoken.audio.duration.seconds
                if length > 0 { outcome.realTimeFactor = spoken.seconds / length }
                return spoken.audio
            } catch {
                if error.kind == .cancelled { throw error }
                outcome.problem = error.description
                return nil
            }
        case .recordings(let paths):
            do throws(AudioFileError) {
                return try AudioReader.read(path: paths[index], limit: Self.limit)
            } catch {
                outcome.problem = error.description
                return nil
            }
        }
    }

    /// Judges the sound of some sentences.
    private func judge(
        _ sounds: [AudioBuffer?], _ outcomes: inout [SentenceOutcome], from start: Int
    ) async throws {
        for (offset, audio) in sounds.enumerated() {
            try Task.checkCancellation()
            guard let audio else { continue }
            do throws(EvaluationError) {
                outcomes[start + offset].judgement = try setup.judge.judge(audio)
            } catch {
                outcomes[start + offset].problem = error.description
            }
        }
        guard let recognizer = setup.recognizer else { return }
        let heard = await WordEvaluation.hypotheses(
            count: sounds.count, jobs: setup.jobs, by: recognizer,
            audio: { index in
                let sound = sounds[index] ?? AudioBuffer(rate: recognizer.rate)
                var audio = RecognitionAudio(rate: sound.rate, for: recognizer)
                try audio.append(sound.samples)
                return try audio.finish()
            })
        try Task.checkCancellation()
        for (offset, result) in heard.enumerated() where outcomes[start + offset].problem == nil {
            do { outcomes[start + offset].heard = try result.get() } catch {
                outcomes[start + offset].problem = "\(error)"
            }
        }
    }
}
