public import AudioSignal
public import ModelBlocks
public import VoiceConversion

/// Who is to say what voices speak.
public struct SpeechConversion: Sendable {
    private let converter: LoadedConverter
    private let voice: TargetVoice

    /// - Throws: `ConversionError.wrongTensor` for a voice of another model.
    public init(by converter: LoadedConverter, to voice: TargetVoice) throws(ConversionError) {
        _ = try converter.stream(to: voice)
        self.converter = converter
        self.voice = voice
    }

    /// Speech on its way to that voice.
    ///
    /// - Parameters:
    ///   - rate: Its samples per second, before and after.
    ///   - beginning: How much is heard before any of it is said, so that the speaker's usual pitch
    ///     is known; without, it takes some seconds until it is found.
    public func speech(at rate: SampleRate, hearing beginning: Duration) -> ConvertedSpeech {
        ConvertedSpeech(by: converter, to: voice, at: rate, hearing: beginning)
    }
}
