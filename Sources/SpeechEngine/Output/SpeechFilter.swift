public import AudioSignal

/// What speech goes through before it is written or played, such as a voice converter: as much
/// comes out as goes in, at the same rate and each sound when it was, however late it is given.
///
/// One thread at a time.
public protocol SpeechFilter: AnyObject {
    /// Takes the next audio and gives what is ready, perhaps nothing.
    func process(_ audio: AudioBuffer) throws(EngineError) -> AudioBuffer

    /// Ends the audio and gives the rest.
    func finish() throws(EngineError) -> AudioBuffer
}
