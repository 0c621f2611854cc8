import AudioSignal
import CFlite
import SpeechModel
import SpeechText

/// The voices that are linked in, the default first.
enum FliteVoice: String, CaseIterable {
    case slt, rms, awb, kal16

    /// The voice of an ID.
    init?(_ id: VoiceID) {
        guard let voice = Self.allCases.first(where: { $0.id == id }) else { return nil }
        self = voice
    }

    var id: VoiceID { VoiceID("flite/" + rawValue) }

    /// The name in the C door.
    var name: cflite_voice_name {
        switch self {
        case .slt: cflite_slt
        case .rms: cflite_rms
        case .awb: cflite_awb
        case .kal16: cflite_kal16
        }
    }

    /// What is told about the voice. Loudness and pace are measured over
    /// the fixed English text of the tests, by
    /// `VOICE_FIGURES=1 swift test --filter VoiceFigures`.
    var voice: Voice {
        let facts: (description: String, gender: Voice.Gender, loudness: Double, pace: Double) =
            switch self {
            case .slt: ("American woman, statistical", .female, -15.7, 0.0525)
            case .rms: ("American man, statistical", .male, -21.0, 0.0605)
            case .awb: ("Scottish man, statistical", .male, -20.1, 0.0527)
            case .kal16:
                ("American man, diphones: robotic, the quickest of all", .male, -28.2, 0.0525)
            }
        return Voice(
            id: id, languages: [.english], description: facts.description, gender: facts.gender,
            // COPYING of flite 2.2: "as is" with attribution; Debian calls it BSD-like.
            license: "BSD-like (CMU)", rate: SampleRate(16_000), loudness: facts.loudness,
            secondsPerCharacter: facts.pace)
    }
}
