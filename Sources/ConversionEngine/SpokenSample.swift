internal import AudioSignal
internal import ModelBlocks
internal import SpeechEngine
internal import SpeechModel
internal import SpeechText
internal import VoiceConversion

/// What a speaking voice says so that a converter hears who it is.
enum SpokenSample {
    /// Aesop's fable of the north wind and the sun, by which phoneticians have voices compared
    /// (Handbook of the International Phonetic Association, 1999): all sounds of English in half
    /// a minute.
    private static let text = """
        The north wind and the sun were disputing which was the stronger, when a traveller came \
        along wrapped in a warm cloak. They agreed that the one who first succeeded in making the \
        traveller take his cloak off should be considered stronger than the other. Then the north \
        wind blew as hard as he could, but the more he blew, the more closely did the traveller \
        fold his cloak around him. And at last the north wind gave up the attempt.
        """

    static func voice(
        of speaker: VoiceID, in engine: SpeechEngine, by converter: LoadedConverter
    ) async throws -> TargetVoice {
        var request = SpeechRequest(text, profile: try engine.profile(for: .keeping))
        request.voice = speaker.name
        request.rate = SampleRate(ConversionModel.rate)
        request.isLive = false
        request.options.language = .english
        try await engine.makeReady(for: request)
        let session = try engine.speak(request)
        let analysis = try converter.analysis()
        for try await block in session { try analysis.process(block.samples) }
        guard let voice = try analysis.finish() else {
            throw EngineError.invalid(
                field: "to", value: speaker.name, expected: "a voice that can be heard")
        }
        return voice
    }
}
