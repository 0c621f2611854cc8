internal import AudioSignal
internal import ModelBlocks
internal import SpeechModel
internal import SpeechText
internal import Vocoding

/// Speaks one segment, window after window: the samples are those of the whole at once, but for
/// how an executor rounds.
struct WrenSpeaker {
    let voice: WrenVoice
    let model: WrenModel
    let vocoders: WrenVocoders

    /// Frames whose samples are made at a time: few first where somebody waits, so that the first
    /// sound comes soon, then many, since each window is computed with what is heard of its
    /// neighbours. Those before give more time than the next takes at a thirtieth of real time.
    private static func windows(of segment: SpeechSegment) -> [Int] {
        segment.isHeardWhole ? [640] : [24, 640]
    }

    /// log(frames + 1) of a pause at a segment's beginning or end, at the most: 50 ms.
    private static let longestEdge: Float = 1.609

    /// The same of a short and of a long pause within, 450 and 800 ms: readers of books rest longer
    /// here and there, which who listens to a machine takes for a fault.
    private static let (longestMinor, longestMajor): (Float, Float) = (3.611, 4.174)

    /// What has become of a segment.
    enum End {
        case finished, stopped
    }

    /// Makes all of a segment's sound.
    ///
    /// - Parameters:
    ///   - time: Takes when words are said, before the first samples; false ends the work.
    ///   - deliver: Takes the next samples; false ends the work.
    func speak(
        _ utterance: WrenUtterance, _ segment: SpeechSegment,
        time: ([SpokenWord]) -> Bool, deliver: ([Float]) -> Bool
    ) throws(WrenError) -> End {
        let acoustic = try model.acoustic()
        let prosody = voice.prosody(in: segment.language)
        let phrase = try self.phrase(utterance, prosody, by: acoustic)
        let expansion = FrameExpansion(
            logDurations: phrase.durations, speed: segment.prosody.rate * prosody.pace)
        let pauses = QuietPauses(utterance.tokens, expansion)
        let vocoder = try WrenError.vocoder { () throws(VocoderError) in
            try vocoders.vocoder(at: voice.rate(of: segment).hertz)
        }
        let words = utterance.words(expansion, hop: model.hop, rate: model.rate)
        guard time(words) else { return .stopped }
        var windows = Self.windows(of: segment)[...]
        let stream = try WrenError.vocoder { () throws(VocoderError) in
            try vocoder.stream(seed: segment.seed, windows: Array(windows))
        }
        var start = 0
        // The vocoder's first window wants to see what follows it.
        var ahead = vocoder.lookAhead
        while start < expansion.count {
            let size =
                ahead + (windows.count > 1 ? windows.removeFirst() : windows[windows.startIndex])
            ahead = 0
            let window = start..<min(start + size, expansion.count)
            start = window.upperBound
            var frames = try WrenError.acoustic { () throws(AcousticError) in
                try acoustic.frames(window, of: phrase, expansion)
            }
            model.detail.multiply(&frames.mel, by: voice.detail)
            pauses.apply(to: &frames.mel, of: window)
            let pitch = frames.pitch.map { $0 * Float(segment.prosody.pitch) }
            let samples = try WrenError.vocoder { () throws(VocoderError) in
                try stream.process(frames.mel, pitch: pitch)
            }
            guard samples.isEmpty || deliver(samples) else { return .stopped }
        }
        let rest = try WrenError.vocoder { () throws(VocoderError) in try stream.finish() }
        return rest.isEmpty || deliver(rest) ? .finished : .stopped
    }

    /// The voice's phrase. Where its speakers said words alone, others tell how sentences go: when
    /// each token is said, and how high and loud for who says it.
    private func phrase(
        _ utterance: WrenUtterance, _ prosody: WrenVoice.Prosody, by acoustic: LoadedAcousticModel
    ) throws(WrenError) -> LoadedAcousticModel.Phrase {
        let numbers = utterance.numbers
        var phrase = try WrenError.acoustic { () throws(AcousticError) in
            var phrase = try acoustic.phrase(numbers, speakers: voice.speakers)
            if let others = prosody.speakers {
                let model = try acoustic.phrase(numbers, speakers: others)
                phrase.durations = model.durations
                phrase.pitch = model.pitch
                phrase.energy = model.energy
            }
            return phrase
        }
        phrase.pitch = phrase.pitch.map { $0 * prosody.melody }
        // Pauses between segments are made elsewhere; what stands around speech would only delay
        // it.
        for (place, token) in utterance.tokens.enumerated() where token.isPause {
            let longest =
                place == 0 || place == utterance.tokens.count - 1
                ? Self.longestEdge
                : token.pause == PhrasePause.major.rawValue
                    ? Self.longestMajor : Self.longestMinor
            phrase.durations[place] = min(phrase.durations[place], longest)
        }
        return phrase
    }
}
