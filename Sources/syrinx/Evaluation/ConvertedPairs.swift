import AudioFile
import AudioSignal
import ModelBlocks
import SpeechCorpus
import SpeechEngine
import SpeechEvaluation
import VoiceConversion

/// A speaker of an evaluation: half of what there is of them tells who they are, the other half is
/// converted.
struct ConversionSpeaker: Sendable {
    let name: String
    /// What is converted, with what is said where that is known.
    let sources: [(name: String, audio: AudioBuffer, text: String?)]
    /// What tells who they are.
    let target: AudioBuffer

    /// Seconds of a target.
    private static let longestTarget = 30.0

    /// Speakers of recordings, by their folders or LibriSpeech's names.
    ///
    /// - Parameters:
    ///   - recordings: Paths, with what is said where that is known.
    ///   - most: Sources of a speaker.
    static func all(
        of recordings: [(path: String, text: String?)], most: Int
    ) throws -> [ConversionSpeaker] {
        var groups: [(name: String, recordings: [(path: String, text: String?)])] = []
        for recording in recordings {
            let name = SpeakerRule.told.speaker(of: recording.path)
            if let place = groups.firstIndex(where: { $0.name == name }) {
                groups[place].recordings.append(recording)
            } else {
                groups.append((name, [recording]))
            }
        }
        return try groups.map { try ConversionSpeaker($0.name, $0.recordings, most: most) }
    }

    private init(
        _ name: String, _ recordings: [(path: String, text: String?)], most: Int
    ) throws {
        self.name = name
        let rate = SampleRate(ConversionModel.rate)
        var clips: [(name: String, audio: AudioBuffer, text: String?)] = []
        for (path, text) in recordings {
            let audio = try AudioReader.read(path: path, limit: .seconds(600))
            clips.append((Folder.stem(of: path), Resampler.convert(audio, to: rate), text))
        }
        if clips.count == 1 {
            // One recording: its second half tells who speaks in the first.
            let samples = clips[0].audio.samples
            let middle = samples.count / 2
            sources = [
                (clips[0].name, AudioBuffer(rate: rate, samples: Array(samples[..<middle])), nil)
            ]
            target = AudioBuffer(rate: rate, samples: Array(samples[middle...]))
            return
        }
        let half = (clips.count + 1) / 2
        sources = Array(clips[..<half].prefix(most))
        let all = clips[half...].flatMap(\.audio.samples)
        target = AudioBuffer(
            rate: rate,
            samples: Array(all.prefix(Int(Self.longestTarget * Double(rate.hertz)))))
    }
}
