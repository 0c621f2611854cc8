public import AudioSignal

/// Writes down what is said in recordings.
///
/// The same audio gives the same words, whatever was recognised before.
public protocol SpeechRecognizer: Sendable {
    /// What reports call it: program and model.
    var name: String { get }
    /// The rate of the audio that it takes.
    var rate: SampleRate { get }

    /// The words of a recording; empty where none is heard.
    ///
    /// - Parameter audio: All of it, from ``RecognitionAudio``, at ``rate``.
    func transcript(of audio: AudioBuffer) async throws(RecognitionError) -> String
}

/// Why a recogniser heard nothing; a case for each remedy.
public enum RecognitionError: Error, Sendable, Equatable {
    /// A program or its model isn't there. Remedy: as told.
    case missing(component: String, remedy: String)
    /// There is no sample to listen to. Remedy: a recording with sound in it.
    case noAudio
    /// The recording lasts longer than is listened to at once. Remedy: divide it.
    case tooLong(limit: Duration)
    /// The recogniser took so long that it was ended. Remedy: fewer at once, a shorter recording.
    case stalled(component: String, limit: Duration)
    /// The recogniser failed.
    case failed(component: String, reason: String)
    /// Nobody wants to know any more.
    case cancelled
}

extension RecognitionError: CustomStringConvertible {
    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .missing(let component, let remedy): "\(component) is missing; \(remedy)"
        case .noAudio: "there is no sample in it; give a recording with sound in it"
        case .tooLong(let limit): "it is longer than \(limit); divide it and its text"
        case .stalled(let component, let limit):
            "\(component) had not ended after \(limit) and was killed; recognise fewer recordings "
                + "at once, or divide it"
        case .failed(let component, let reason): "\(component): \(reason)"
        case .cancelled: "cancelled"
        }
    }
}
