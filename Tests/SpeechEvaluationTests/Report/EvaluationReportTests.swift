import AudioFeatures
import Foundation
import SpeechEvaluation
import Testing

/// Reports of sentences that nobody had to speak.
enum SampleReport {
    static func sentences(_ text: String) throws -> [SentenceList.Sentence] {
        try SentenceList(Array(text.utf8), path: "list.tsv").sentences
    }

    static func outcome(heard: String, pitch: Float = 100) -> SentenceOutcome {
        var outcome = SentenceOutcome()
        outcome.audio = "audio/1-1.flac"
        outcome.heard = heard
        outcome.firstAudioSeconds = 0.004
        outcome.realTimeFactor = 0.01
        outcome.judgement = AudioJudgement(
            seconds: 2,
            naturalness: DNSMOSScore(
                signal: 3.5, background: 4, overall: 3.2, p808: 3.8, windows: 1),
            pitch: PitchTrack(
                frequencies: [0, pitch, pitch * 2], voicing: [0, 1, 1], levels: [-30, -20, -20]),
            voice: VoiceStatistics())
        return outcome
    }

    static func failure(_ problem: String) -> SentenceOutcome {
        var outcome = SentenceOutcome()
        outcome.problem = problem
        return outcome
    }

    static func subject(
        _ name: String, _ outcomes: [SentenceOutcome], _ sentences: [SentenceList.Sentence],
        kind: EvaluationReport.Subject.Kind = .voice, isHeard: Bool = true
    ) throws -> EvaluationReport.Subject {
        try EvaluationReport.Subject(
            name: name, kind: kind, outcomes: outcomes, sentences: sentences, isHeard: isHeard,
            neighbours: [], seed: 1)
    }

    static func report(
        _ subjects: [EvaluationReport.Subject], _ sentences: [SentenceList.Sentence],
        notes: [String] = []
    ) -> EvaluationReport {
        EvaluationReport(
            conditions: EvaluationReport.Conditions(
                list: "list.tsv", recognizer: "a recogniser", seed: 1, profile: "fast",
                machine: "a machine", date: "2026-11-22", notes: notes),
            sentences: sentences.map(EvaluationReport.Sentence.init), subjects: subjects)
    }
}

@Suite struct EvaluationReportTests {
    @Test func `a sentence with a problem counts as not understood at all`() throws {
        let sentences = try SampleReport.sentences("a\tOne two three.\nb\tFour five.")
        let subject = try SampleReport.subject(
            "x", [SampleReport.outcome(heard: "one two tree"), SampleReport.failure("it broke")],
            sentences)
        let words = try #require(subject.words)
        #expect(words.count == 5)
        #expect(words.substitutions == 1 && words.deletions == 2 && words.insertions == 0)
        #expect(words.errorRate == 0.6)
        #expect(subject.failures == 1)
        #expect(subject.results[1].problem == "it broke")
        // Three words in the two seconds of the other sentence.
        #expect(subject.audioSeconds == 2)
        #expect(subject.wordsPerMinute == 90)
        #expect(subject.speed?.firstAudioSeconds.count == 1)
    }

    @Test func `pitch spreads within sentences and over all of them`() throws {
        let sentences = try SampleReport.sentences("a\tOne.\nb\tTwo.")
        let subject = try SampleReport.subject(
            "x",
            [
                SampleReport.outcome(heard: "one", pitch: 100),
                SampleReport.outcome(heard: "two", pitch: 200),
            ], sentences)
        let pitch = try #require(subject.pitch)
        // An octave within each sentence: 12 semitones, 6 to both sides.
        #expect(abs(pitch.sentenceSpreadSemitones - 6) < 1e-4)
        #expect(abs(pitch.spreadSemitones - 12 * 0.5.squareRoot()) < 1e-4)
        #expect(abs(pitch.medianHertz - 200) < 1e-3)
        #expect(abs(pitch.voiced - 2 / 3) < 1e-9)
    }

    @Test func `what nobody listened to has no word errors`() throws {
        let sentences = try SampleReport.sentences("a\tOne.")
        let subject = try SampleReport.subject(
            "x", [SampleReport.outcome(heard: "")], sentences, isHeard: false)
        #expect(subject.words == nil)
        #expect(subject.results[0].heard == nil)
        #expect(subject.results[0].errorRate == nil)
    }

    @Test func `a voice is compared with the recordings of the same sentences`() throws {
        let text = (0..<8).map { "s\($0)\tOne two three four." }.joined(separator: "\n")
        let sentences = try SampleReport.sentences(text)
        let people = try SampleReport.subject(
            "recordings", sentences.map { _ in SampleReport.outcome(heard: "one two three for") },
            sentences, kind: .recordings)
        var voice = try SampleReport.subject(
            "x", sentences.map { _ in SampleReport.outcome(heard: "won too three for") }, sentences)
        voice.compare(with: people, seed: 1)
        let ratio = try #require(voice.words?.ratio)
        #expect(ratio.to == "recordings")
        #expect(ratio.ratio == 3 && ratio.low == 3 && ratio.high == 3)
    }

    @Test func `the report comes back from JSON`() throws {
        let sentences = try SampleReport.sentences("a\tOne two.")
        let report = SampleReport.report(
            [
                try SampleReport.subject(
                    "x", [SampleReport.outcome(heard: "one to a")], sentences)
            ], sentences)
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(EvaluationReport.self, from: data) == report)
    }

    @Test func `pauses are no frames of speech`() {
        let track = PitchTrack(
            frequencies: [0, 100, 110, 50, 0], voicing: [0, 1, 1, 0.6, 0],
            levels: [-120, -20, -22, -70, -61])
        #expect(track.active.frequencies == [100, 110])
        let silence = PitchTrack(frequencies: [0], voicing: [0], levels: [-120])
        #expect(silence.active.frameCount == 0)
    }
}
