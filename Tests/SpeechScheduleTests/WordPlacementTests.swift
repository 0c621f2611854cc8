import AudioSignal
import SpeechModel
import SpeechText
import Testing

@testable import SpeechSchedule

@Suite struct WordPlacementTests {
    private let rate = SampleRate(10_000)

    private func word(_ time: Range<Int>, _ phones: [Range<Int>] = []) -> TimedWord {
        func duration(_ time: Range<Int>) -> Range<Duration> {
            .milliseconds(time.lowerBound)..<(.milliseconds(time.upperBound))
        }
        let word = SpokenWord(
            text: 0..<1, time: duration(time),
            phones: phones.map { SpokenWord.Phone(ipa: "a", time: duration($0)) })
        var piece = Piece(
            id: PieceID(listener: ListenerID(number: 0), number: 0), chunk: 0, source: 0..<1,
            map: SourceMap(of: 1, for: 0..<1), style: Style(language: .english),
            words: Words(text: "a"), ending: .inside(.word), state: .ready)
        piece.part = 0
        return TimedWord(word, of: piece)
    }

    @Test func `a word is told when sound behind it is joined`() {
        var placement = WordPlacement(rate: rate)
        placement.expect([word(20..<50, [20..<30, 30..<50]), word(60..<90)])
        #expect(placement.passed(upTo: 1_000).isEmpty)
        placement.begin(at: 5_000, dropped: 200)
        placement.begin(at: 7_000, dropped: 0)
        #expect(placement.passed(upTo: 5_299).isEmpty)
        let first = placement.passed(upTo: 5_300)
        #expect(first.map(\.samples) == [5_000..<5_300])
        #expect(first.first?.phones.map(\.samples) == [5_000..<5_100, 5_100..<5_300])
        #expect(placement.passed(upTo: 5_600).isEmpty)
        // The end of the sound comes before that of the word.
        let rest = placement.finish(at: 5_650, after: .milliseconds(95))
        #expect(rest.map(\.samples) == [5_400..<5_650])
        #expect(placement.finish(at: 9_000, after: .seconds(9)).isEmpty)
    }

    @Test func `what lies in silence at the edges is at the edge of the sound`() {
        var placement = WordPlacement(rate: rate)
        placement.expect([word(0..<20), word(20..<80), word(80..<99)])
        placement.begin(at: 100, dropped: 300)
        let told = placement.finish(at: 400, after: .milliseconds(100))
        #expect(told.map(\.samples) == [100..<100, 100..<400, 400..<400])
    }

    @Test func `of what was never heard nothing is told`() {
        var silent = WordPlacement(rate: rate)
        silent.expect([word(0..<20)])
        #expect(silent.finish(at: 400, after: .seconds(1)).isEmpty)
        var cut = WordPlacement(rate: rate)
        cut.expect([word(0..<20), word(30..<60), word(60..<90)])
        cut.begin(at: 0, dropped: 0)
        let told = cut.finish(at: 450, after: .milliseconds(45))
        #expect(told.map(\.samples) == [0..<200, 300..<450])
    }

    @Test func `times that are no times stay in the stream`() {
        var wild = WordPlacement(rate: rate)
        wild.expect([word(50..<80), word(10..<20, [0..<900]), word(-9..<99)])
        wild.begin(at: 10, dropped: 0)
        let told = wild.finish(at: 900, after: .milliseconds(90)).map(\.samples)
        #expect(told == [510..<810, 810..<810, 810..<900])
    }
}
