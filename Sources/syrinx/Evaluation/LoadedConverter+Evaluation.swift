import AudioSignal
import ModelBlocks
import VoiceConversion

extension LoadedConverter {
    /// A recording of 16 kHz in another voice, in step with it, its speaker known from the first frame
    /// on.
    func converted(
        _ audio: AudioBuffer, to voice: TargetVoice, matchingTone: Bool = true
    ) throws(ConversionError) -> AudioBuffer {
        var settings = ConversionSettings(framesPerStep: 16)
        settings.matchesTone = matchingTone
        settings.speaker = KnownSpeaker(Array(audio.samples.prefix(KnownSpeaker.enough)))
        let stream = try stream(to: voice, settings)
        let made = try stream.process(audio.samples) + stream.finish()
        return AudioBuffer(rate: audio.rate, samples: Array(made.dropFirst(stream.delay)))
    }
}
