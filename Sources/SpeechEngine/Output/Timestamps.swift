public import AudioSignal
public import SpeechSchedule

/// When each word of a text is heard, gathered from a session's events.
///
///     var timestamps = Timestamps(rate: session.rate)
///     for try await block in session { timestamps.note(session.takeEvents()) }
///     timestamps.note(session.takeEvents())
///
/// As JSON it is `{"timestamps": [{"word": …, "start_time": …, "end_time": …, …}]}`, in seconds,
/// with Kokoro-FastAPI's names where it has them.
public struct Timestamps: Sendable, Encodable {
    /// A word and when it is heard, in seconds from the beginning of the audio.
    public struct Word: Sendable, Equatable, Encodable {
        /// One of its sounds.
        public struct Phoneme: Sendable, Equatable, Encodable {
            /// The sound in the International Phonetic Alphabet.
            public var phoneme: String
            /// When it begins.
            public var startTime: Double
            /// When it ends.
            public var endTime: Double
        }

        /// Its letters, as they are said.
        public var word: String
        /// When it begins.
        public var startTime: Double
        /// When it ends.
        public var endTime: Double
        /// The index of its chunk.
        public var chunk: Int
        /// The bytes of the text that it stands for, from and to.
        public var source: [Int]
        /// Its sounds; empty where the voice knows of words alone.
        public var phonemes: [Phoneme]

        /// Makes a word of one of a stream.
        public init(_ word: SessionEvent.Word, chunk: Int, rate: SampleRate) {
            self.word = word.letters
            startTime = rate.seconds(at: word.samples.lowerBound)
            endTime = rate.seconds(at: word.samples.upperBound)
            self.chunk = chunk
            source = [word.source.lowerBound, word.source.upperBound]
            phonemes = word.phones.map {
                Phoneme(
                    phoneme: $0.ipa, startTime: rate.seconds(at: $0.samples.lowerBound),
                    endTime: rate.seconds(at: $0.samples.upperBound))
            }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case words = "timestamps"
    }

    /// The words, in order.
    public private(set) var words: [Word] = []
    /// What can be read while they are heard.
    public private(set) var cues: [SubtitleCue] = []

    private let rate: SampleRate
    /// The texts of chunks whose words are still to come.
    private var texts: [Int: String] = [:]

    /// Begins with the first event of a session.
    ///
    /// - Parameter rate: The session's.
    public init(rate: SampleRate) { self.rate = rate }

    /// Takes the next events of the session.
    public mutating func note(_ events: [SessionEvent]) {
        for event in events {
            switch event.kind {
            case .planned(let chunk): texts[chunk.index] = chunk.text
            case .begins(let chunk, _):
                for earlier in texts.keys where earlier < chunk { texts[earlier] = nil }
            case .words(let chunk, let words):
                for word in words { add(word, of: chunk) }
            default: break
            }
        }
    }

    private mutating func add(_ word: SessionEvent.Word, of chunk: Int) {
        let timed = Word(word, chunk: chunk, rate: rate)
        words.append(timed)
        guard let text = texts[chunk] else { return }
        if let last = cues.indices.last,
            cues[last].add(word.text, of: chunk, until: timed.endTime)
        {
            return
        }
        cues.append(
            SubtitleCue(word.text, of: text, in: chunk, timed.startTime..<timed.endTime))
    }
}

extension SampleRate {
    /// When a sample is heard, to a microsecond.
    fileprivate func seconds(at sample: Int) -> Double {
        (Double(sample) / Double(hertz) * 1e6).rounded() / 1e6
    }
}
