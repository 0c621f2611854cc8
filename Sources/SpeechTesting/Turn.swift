import AudioSignal
import SpeechModel

/// One segment of a ``ToneFamily``'s batch on its way.
struct Turn {
    private let tone: Tone?
    private let rate: SampleRate
    private let refusal: SynthesisError?
    private let kind: Fault.Kind?
    private let pieceLength: Int
    /// How many samples come in all; more than the tone's for a runaway.
    private let length: Int
    private var unread: String
    private var words: [SpokenWord] = []
    private var position = 0
    private(set) var isOver = false

    init(_ segment: SpeechSegment, kind: Fault.Kind?, family: ToneFamily, _ batchSize: Int) {
        self.kind = kind
        unread = segment.text.filter { family.unreadable.contains($0) }
        var breaking: Promise?
        if case .breaking(let promise) = kind { breaking = promise }
        refusal = family.refusal(of: segment, breaking: breaking)
        guard let voice = family.voice(segment.voice) ?? family.voices.first else {
            tone = nil
            rate = SampleRate(16_000)
            (pieceLength, length) = (1, 0)
            return
        }
        rate = segment.rate ?? voice.rate
        var segment = segment
        if breaking == .sameSamples { segment.seed &+= UInt64(batchSize) }
        let tone = Tone(
            segment, voice: voice, edgeSilence: family.edgeSilence, noise: family.noise)
        self.tone = tone
        if family.tellsTimes || breaking == .timing {
            words = tone.words(of: segment.text)
            if breaking == .timing { words.reverse() }
        }
        let hour = 3_600 * rate.hertz
        length =
            switch kind {
            case .runaway: family.piece == nil ? min(hour, tone.count * 20) : hour
            case .silence(let times): tone.count * times
            case .repetition(let times): tone.count + tone.count / 5 * times
            case .failureHalfway: tone.count / 2
            default: tone.count
            }
        pieceLength = family.piece.map { [rate] in max(1, rate.samples(in: $0)) } ?? max(1, length)
    }

    /// Whether the turn breaks a promise.
    func breaks(_ promise: Promise) -> Bool {
        if case .breaking(promise) = kind { true } else { false }
    }

    /// Delivers the next event.
    mutating func step(
        _ index: Int, _ deliver: @Sendable (Int, SegmentEvent) -> Verdict, _ record: FamilyRecord
    ) {
        if let refusal {
            isOver = true
            _ = deliver(index, .failed(refusal))
            return
        }
        if case .segmentFailure(let error) = kind {
            isOver = true
            _ = deliver(index, .failed(error))
            return
        }
        if !unread.isEmpty {
            if deliver(index, .unread(.letters(unread))) == .stop {
                isOver = true
                return
            }
            unread = ""
        }
        if !words.isEmpty {
            if deliver(index, .timing(words)) == .stop {
                isOver = true
                return
            }
            words = []
        }
        guard position < length else { return finish(index, deliver) }
        let range = position..<min(length, position + pieceLength)
        position = range.upperBound
        let audio = AudioBuffer(rate: rateToTell, samples: samples(range))
        record.delivered(audio.samples.count)
        if deliver(index, .audio(audio)) == .stop {
            record.stopped()
            if !breaks(.stop) { isOver = true }
        }
    }

    private mutating func finish(
        _ index: Int, _ deliver: @Sendable (Int, SegmentEvent) -> Verdict
    ) {
        isOver = true
        if case .failureHalfway(let error) = kind {
            _ = deliver(index, .failed(error))
            return
        }
        _ = deliver(index, .finished)
        if breaks(.oneEnd) { _ = deliver(index, .finished) }
    }

    private var rateToTell: SampleRate {
        breaks(.audioOfVoice) ? SampleRate(rate.hertz == 8_000 ? 16_000 : 8_000) : rate
    }

    private func samples(_ range: Range<Int>) -> [Float] {
        guard let tone, tone.count > 0 else { return [] }
        switch kind {
        case .silence:
            return [Float](repeating: 0, count: range.count)
        case .breaking(.samplesInRange):
            return range.map { $0 % 2 == 0 ? .nan : 1.5 }
        default:
            guard range.upperBound > tone.count else { return tone.samples(range) }
            // Past the end: the last fifth again and again.
            let fifth = max(1, tone.count / 5)
            return range.flatMap { position -> [Float] in
                let place =
                    position < tone.count
                    ? position : tone.count - fifth + (position - tone.count) % fifth
                return tone.samples(place..<place + 1)
            }
        }
    }
}
