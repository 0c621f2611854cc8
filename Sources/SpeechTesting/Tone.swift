import AudioSignal
import Glibc
import SpeechModel
import SpeechText

/// The samples of a segment, each computable on its own.
struct Tone: Sendable {
    private struct Note {
        let end: Int
        let frequency: Double
    }

    private let rate: SampleRate
    private let notes: [Note]
    private let edge: Int
    private let noise: Float
    private let seed: UInt64
    private let gliding: Double
    /// How many samples there are.
    let count: Int

    init(_ segment: SpeechSegment, voice: Voice, edgeSilence: Duration, noise: Float) {
        rate = segment.rate ?? voice.rate
        seed = segment.seed
        self.noise = noise
        edge = rate.samples(in: edgeSilence)
        gliding = voice.id.name.hasSuffix("high") ? 2 : 1
        let pace = voice.secondsPerCharacter / segment.prosody.rate * Double(rate.hertz)
        var weight = 0.0
        var notes: [Note] = []
        for scalar in segment.text.unicodeScalars {
            weight += SpokenLength.weight(of: String(scalar).utf8)
            let isSpace = scalar.properties.isWhitespace
            notes.append(
                Note(
                    end: edge + Int((weight * pace).rounded()),
                    frequency: isSpace ? 0 : 110 + Double(scalar.value % 97) * 7))
        }
        self.notes = notes
        count = (notes.last?.end ?? edge) + edge
    }

    /// When the words of its text are hummed, with a sound for each character.
    func words(of text: String) -> [SpokenWord] {
        var words: [SpokenWord] = []
        var offset = 0
        var isInside = false
        for (index, scalar) in text.unicodeScalars.enumerated() {
            let letters = offset..<offset + String(scalar).utf8.count
            offset = letters.upperBound
            let start = index > 0 ? notes[index - 1].end : edge
            let time = rate.duration(of: start)..<rate.duration(of: notes[index].end)
            let phone = SpokenWord.Phone(ipa: String(scalar), time: time)
            guard scalar.properties.isAlphabetic else {
                isInside = false
                continue
            }
            if isInside, let last = words.last {
                words[words.count - 1].text = last.text.lowerBound..<letters.upperBound
                words[words.count - 1].time = last.time.lowerBound..<time.upperBound
                words[words.count - 1].phones.append(phone)
            } else {
                words.append(SpokenWord(text: letters, time: time, phones: [phone]))
            }
            isInside = true
        }
        return words
    }

    /// The samples of a range.
    func samples(_ range: Range<Int>) -> [Float] {
        var index = notes.partitioningIndex { $0.end > range.lowerBound }
        return range.map { position in
            let noise = Self.noise(seed, position) * noise
            guard position >= edge else { return noise }
            while index < notes.count, notes[index].end <= position { index += 1 }
            guard index < notes.count, notes[index].frequency > 0 else { return noise }
            let start = index > 0 ? notes[index - 1].end : edge
            let length = notes[index].end - start
            let place = Double(position - start)
            // A raised cosine per character: no clicks between tones.
            let shape = 0.5 - 0.5 * cos(2 * .pi * (place + 0.5) / Double(max(1, length)))
            let turn = place * notes[index].frequency * gliding / Double(rate.hertz)
            return noise + Float(0.4 * shape * sin(2 * .pi * turn))
        }
    }

    /// White noise in -1...1 as a function of place, so that it doesn't matter in
    /// which pieces it is asked for: the finaliser of SplitMix64.
    private static func noise(_ seed: UInt64, _ position: Int) -> Float {
        var z = seed &+ UInt64(position) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        return Float(Int64(bitPattern: z) >> 40) / Float(1 << 23)
    }
}

extension Array {
    /// The first index whose element fulfils a condition that holds for all after it.
    fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
