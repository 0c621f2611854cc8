import AudioSignal
import SpeechModel

extension Hearing {
    /// What is wrong with the words that were told of a segment; nil if nothing is.
    func problemOfWords(of segment: SpeechSegment) -> String? {
        let length = rates.first?.duration(of: samples.count) ?? .zero
        // Times between two samples are rounded.
        let slack = Duration.microseconds(1)
        var end = 0
        var time = Duration.zero
        for word in words {
            guard word.text.lowerBound >= end, !word.text.isEmpty,
                word.text.upperBound <= segment.text.utf8.count
            else { return "letters \(word.text) behind \(end)" }
            guard word.time.lowerBound >= time - slack, word.time.upperBound <= length + slack
            else { return "a word at \(word.time) behind \(time), in \(length)" }
            var last = word.time.lowerBound
            for phone in word.phones {
                guard phone.time.lowerBound >= last - slack,
                    phone.time.upperBound <= word.time.upperBound + slack
                else { return "a sound at \(phone.time) in a word at \(word.time)" }
                last = phone.time.upperBound
            }
            (end, time) = (word.text.upperBound, word.time.upperBound)
        }
        return nil
    }
}
