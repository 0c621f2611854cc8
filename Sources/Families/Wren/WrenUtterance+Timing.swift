internal import AudioSignal
internal import ModelBlocks
internal import SpeechModel
internal import SpeechText

extension WrenUtterance {
    /// When its words are said, those without a sound left out. The pause behind a word doesn't
    /// belong to it.
    ///
    /// - Parameters:
    ///   - expansion: How long each token lasts.
    ///   - hop: Samples of a frame.
    ///   - rate: Their rate.
    func words(_ expansion: FrameExpansion, hop: Int, rate: SampleRate) -> [SpokenWord] {
        var words: [SpokenWord] = []
        for (index, token) in tokens.enumerated() where !token.isPause {
            let word = sequence.words[Int(token.word)]
            let start = rate.duration(of: expansion.starts[index] * hop)
            let end = rate.duration(of: expansion.starts[index + 1] * hop)
            let phone = SpokenWord.Phone(ipa: "", time: start..<end)
            // What is written as one word may be said as several.
            if let last = words.last, word.text.lowerBound < last.text.upperBound {
                let letters = max(last.text.upperBound, word.text.upperBound)
                words[words.count - 1].text = last.text.lowerBound..<letters
                words[words.count - 1].time = last.time.lowerBound..<end
                words[words.count - 1].phones.append(phone)
            } else {
                words.append(SpokenWord(text: word.text, time: phone.time, phones: [phone]))
            }
        }
        name(&words)
        return words
    }

    /// Writes the sounds of words in IPA.
    private func name(_ words: inout [SpokenWord]) {
        var signs = sequence.words.lazy.filter { !$0.phonemes.isEmpty }.flatMap { word in
            IPAReading(PhonemeInventory.of(word.language) ?? .english)
                .signs(of: sequence.phonemes(of: word))
        }.makeIterator()
        for word in words.indices {
            for phone in words[word].phones.indices {
                words[word].phones[phone].ipa = signs.next() ?? ""
            }
        }
    }
}
