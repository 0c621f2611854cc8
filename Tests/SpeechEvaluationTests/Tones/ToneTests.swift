import AudioFeatures
import Foundation
import Testing

@testable import SpeechEvaluation

@Suite struct ToneTests {
    /// A track of a melody in semitones about a voice's middle.
    private func track(
        _ semitones: [Double], middle: Double = 200, broken: Range<Int> = 0..<0
    ) -> PitchTrack {
        let hertz = semitones.indices.map { frame in
            broken.contains(frame) ? 0 : Float(middle * exp2(semitones[frame] / 12))
        }
        return PitchTrack(
            frequencies: hertz, voicing: hertz.map { $0 > 0 ? 1 : 0 },
            levels: hertz.map { _ in -20 })
    }

    /// A tone as it is said, a little otherwise each time.
    private func melody(_ tone: Int, _ number: Int) -> [Double] {
        let count = 25 + number % 7
        let shift = Double(number % 5) * 0.4 - 0.8
        return (0..<count).map { frame in
            let part = Double(frame) / Double(count - 1)
            return switch tone {
            case 1: 4 + shift
            case 2: -2 + 6 * part + shift
            case 3: -3 - 5 * sin(.pi * part) + shift
            default: 5 - 11 * part + shift
            }
        }
    }

    private func recordings(_ middle: Double) throws -> [ToneRecognizer.Recording] {
        try [
            "ba", "di", "fu", "ge", "hei", "jiao", "ka", "lun", "ma", "ni", "po", "qi", "shu",
            "tuan", "wu", "xue", "yan", "zhi",
        ]
        .enumerated().flatMap { number, letters in
            try (1...4).map { tone in
                let syllable = try #require(
                    NamedSyllable(fileName: "\(letters)\(tone).wav"))
                return ToneRecognizer.Recording(
                    syllable,
                    track(melody(tone, number * 3 + tone), middle: middle))
            }
        }
    }

    @Test func `names tell syllable and tone`() {
        #expect(NamedSyllable(fileName: "folder/cmn-lv4.opus")?.letters == "lv")
        #expect(NamedSyllable(fileName: "cmn-_ng3.opus")?.tone == 3)
        #expect(NamedSyllable(fileName: "ma1")?.tone == 1)
        for name in ["cmn-ban5.opus", "cmn-ma.opus", "3.wav", "cmn-.wav", "", "cmn-ma0.wav"] {
            #expect(NamedSyllable(fileName: name) == nil, "\(name)")
        }
    }

    @Test func `a melody's level, slope and bend are its features`() throws {
        func features(_ semitones: [Double], _ broken: Range<Int> = 0..<0) throws -> [Double] {
            try #require(
                ToneContour(
                    track(semitones, broken: broken), hopSeconds: 0.01, median: 200)
            ).features
        }
        let level = try features([Double](repeating: 3, count: 30))
        #expect(abs(level[0] - 3) < 1e-4 && level[1...3].allSatisfy { abs($0) < 1e-4 })
        #expect(abs(level[4] - log(0.3)) < 1e-9 && level[5] == 0)
        let rising = (0..<30).map { Double($0) / 5 - 2.9 }
        #expect(try features(rising)[1] < -2 && abs(features(rising)[0]) < 1e-4)
        #expect(try features(rising.reversed())[1] > 2)
        let dip = (0..<30).map { abs(Double($0) - 14.5) / 3 }
        #expect(try features(dip)[2] > 1 && abs(features(dip)[1]) < 1e-4)
        // The line across a break is that of the melody.
        let broken = try features(rising, 8..<14)
        #expect(zip(broken[..<4], try features(rising)).allSatisfy { abs($0 - $1) < 0.02 })
        #expect(abs(broken[5] - 0.2) < 1e-9)
        let short = track([1, 1, 1])
        #expect(ToneContour(short, hopSeconds: 0.01, median: 200) == nil)
        let silent = PitchTrack(frequencies: [], voicing: [], levels: [])
        #expect(ToneContour(silent, hopSeconds: 0.01, median: 200) == nil)
    }

    @Test func `soft frames at the ends don't count`() throws {
        let spoken = track([Double](repeating: 1, count: 20))
        let breath = PitchTrack(
            frequencies: spoken.frequencies + [400, 400, 400],
            voicing: spoken.voicing + [1, 1, 1], levels: spoken.levels + [-70, -70, -70])
        #expect(
            ToneContour(breath, hopSeconds: 0.01, median: 200)
                == ToneContour(spoken, hopSeconds: 0.01, median: 200))
    }

    @Test func `tones are recognised in syllables that weren't learnt, of other voices too`() throws
    {
        let people = try recordings(220)
        let (learnt, heldOut) = ToneRecognizer.halves(people)
        #expect(learnt.count == 36 && heldOut.count == 36)
        #expect(
            Set(learnt.map(\.syllable.letters)).isDisjoint(with: heldOut.map(\.syllable.letters)))
        let median = try #require(ToneRecognizer.median(of: people))
        // Two tones have too few examples for as many numbers.
        #expect(ToneRecognizer(Array(learnt.prefix(8)), hopSeconds: 0.01, median: median) == nil)
        let half = try #require(
            ToneRecognizer(learnt, hopSeconds: 0.01, median: median))
        #expect(half.evaluation(of: heldOut, median: median).accuracy! > 0.95)
        let all = try #require(ToneRecognizer(people, hopSeconds: 0.01, median: median))
        #expect(all.evaluation(of: people, median: median).accuracy == 1)
        let man = try recordings(110)
        let his = try #require(ToneRecognizer.median(of: man))
        #expect(abs(his - median / 2) < 1)
        #expect(all.evaluation(of: man, median: his).accuracy == 1)
    }

    @Test func `mistakes are counted, and bounds are Wilson's`() throws {
        var evaluation = ToneEvaluation()
        #expect(evaluation.accuracy == nil && evaluation.interval == nil)
        for _ in 0..<8 { evaluation.add(said: 2, heard: 2) }
        evaluation.add(said: 2, heard: 3)
        evaluation.add(said: 4, heard: nil)
        #expect(evaluation.count == 10 && evaluation.correct == 8)
        #expect(evaluation.confusion[1] == [0, 8, 1, 0] && evaluation.voiceless == [0, 0, 0, 1])
        let interval = try #require(evaluation.interval)
        #expect(abs(interval.low - 0.4902) < 1e-4 && abs(interval.high - 0.9433) < 1e-4)
    }

    @Test func `kinds are told apart by their spread where their means are the same`() throws {
        let narrow = (0..<20).map { [cos(Double($0)) * 0.1, sin(Double($0)) * 0.1] }
        let wide = (0..<20).map { [cos(Double($0)) * 3, sin(Double($0)) * 3] }
        let classifier = try #require(GaussianClassifier([narrow, wide]))
        #expect(classifier.kind(of: [0.05, 0]) == 0)
        #expect(classifier.kind(of: [3, 1]) == 1)
        #expect(GaussianClassifier([narrow, [[1, 1]]]) == nil)
        #expect(GaussianClassifier([narrow, [[1], [2]]]) == nil)
        #expect(GaussianClassifier([]) == nil)
        #expect(GaussianClassifier([[[1], [.nan]], [[1], [2]]]) == nil)
        // What never varies, or not within a kind, is no obstacle.
        let constant = try #require(
            GaussianClassifier([
                [[1, 5, 0], [2, 5, 0], [1.5, 5, 0]], [[7, 5, 1], [8, 5, 1], [9, 5, 1]],
            ]))
        #expect(constant.kind(of: [2, 5, 0]) == 0 && constant.kind(of: [7, 5, 1]) == 1)
    }
}
