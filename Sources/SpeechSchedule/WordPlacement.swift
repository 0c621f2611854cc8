import AudioSignal
import SpeechModel

/// Finds where in a stream the words of a segment are, while the segment is joined.
///
/// A word is placed when its end is known: when sound behind it has been joined, or at the
/// segment's end. What lies in silence that was taken off the segment's edges is moved to the edge
/// of its sound.
struct WordPlacement {
    let rate: SampleRate
    private var waiting: [TimedWord] = []
    /// The sample of the stream at which the segment would begin, had nothing been taken off its
    /// edge; nil before its sound. Below 0 where more was taken off than is before it.
    private var origin: Int?
    /// Where the last word ends, or else where the sound begins.
    private var last = 0

    init(rate: SampleRate) { self.rate = rate }

    /// Words of the segment that are still to come, in order.
    mutating func expect(_ words: [TimedWord]) { waiting += words }

    /// The segment's sound begins.
    ///
    /// - Parameters:
    ///   - sample: Where in the stream.
    ///   - dropped: Samples at the stream's rate that were taken off before.
    mutating func begin(at sample: Int, dropped: Int) {
        guard origin == nil else { return }
        origin = sample - dropped
        last = sample
    }

    /// The words that have ended.
    ///
    /// - Parameter end: Up to which sample of the stream the segment is joined.
    mutating func passed(upTo end: Int) -> [SessionEvent.Word] {
        guard let origin, !waiting.isEmpty else { return [] }
        let count = waiting.prefix { origin + rate.samples(in: $0.time.upperBound) <= end }.count
        return take(count, upTo: end)
    }

    /// The rest of the words, at the segment's end. Those that would begin behind all its audio
    /// are left out: a segment that is cut off doesn't say them.
    ///
    /// - Parameters:
    ///   - end: Where its sound ends in the stream.
    ///   - length: How long its audio was, with what was taken off.
    mutating func finish(at end: Int, after length: Duration) -> [SessionEvent.Word] {
        defer { waiting = [] }
        let count = waiting.prefix { $0.time.lowerBound < length }.count
        return take(count, upTo: end)
    }

    private mutating func take(_ count: Int, upTo end: Int) -> [SessionEvent.Word] {
        guard let origin, count > 0 else { return [] }
        defer { waiting.removeFirst(count) }
        return waiting.prefix(count).map { word in
            let place = place(of: word.time, from: origin, within: min(last, end)...end)
            last = place.upperBound
            var before = place.lowerBound
            let phones = word.phones.map { phone in
                let part = self.place(
                    of: phone.time, from: origin, within: before...place.upperBound)
                before = part.upperBound
                return SessionEvent.Word.Phone(ipa: phone.ipa, samples: part)
            }
            return SessionEvent.Word(
                letters: word.letters, text: word.text, source: word.source, samples: place,
                phones: phones)
        }
    }

    /// The samples of a time.
    private func place(
        of time: Range<Duration>, from origin: Int, within bounds: ClosedRange<Int>
    ) -> Range<Int> {
        func place(_ time: Duration) -> Int {
            min(max(origin + rate.samples(in: time), bounds.lowerBound), bounds.upperBound)
        }
        return place(time.lowerBound)..<place(time.upperBound)
    }
}
