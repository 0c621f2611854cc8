internal import AudioSignal
internal import FoundationEssentials
internal import ModelBlocks
internal import SpeechModel
internal import SpeechText

/// A voice of Wren's: a mixture of the speakers that its model learnt from.
struct WrenVoice: Sendable {
    let voice: Voice
    /// How much of each speaker it has, as many as the model has.
    let speakers: [Float]

    /// As the weights' metadata `voices` describe it, in a JSON list.
    private struct Description: Decodable {
        let name: String
        let description: String
        let gender: Voice.Gender
        let license: String
        /// How much of each speaker, by name.
        let speakers: [String: Float]
        /// In LUFS.
        let loudness: Double?
        let secondsPerCharacter: Double?
    }

    /// The voices of a model: those that its metadata describe, or else all its speakers.
    ///
    /// - Throws: ``AcousticError/wrongMetadata(name:value:expected:)``.
    static func all(of trained: TrainedAcousticModel) throws(AcousticError) -> [WrenVoice] {
        let rate = SampleRate(trained.rate)
        guard let text = trained.voices else {
            return trained.speakerNames.compactMap { name in
                trained.weights(of: name).map {
                    WrenVoice(
                        voice: Voice(
                            id: VoiceID("wren/" + name), languages: [.english],
                            description: "Speaker \(name)", gender: .unspecified,
                            license: "unknown", rate: rate), speakers: $0)
                }
            }
        }
        func wrong(_ expected: String) -> AcousticError {
            .wrongMetadata(name: "voices", value: text, expected: expected)
        }
        let descriptions: [Description]
        do {
            descriptions = try JSONDecoder().decode([Description].self, from: Data(text.utf8))
        } catch {
            throw wrong("a JSON list of voices: \(error)")
        }
        var voices: [WrenVoice] = []
        for one in descriptions {
            var speakers = [Float](repeating: 0, count: trained.speakerNames.count)
            for (name, share) in one.speakers {
                guard let row = trained.speakerNames.firstIndex(of: name), share.isFinite else {
                    throw wrong("speakers of the model, of which '\(name)' is none")
                }
                speakers[row] = share
            }
            let pace = one.secondsPerCharacter ?? 0.065
            guard abs(speakers.reduce(0, +) - 1) < 1e-3, (0.01...1).contains(pace),
                one.loudness.map({ (-70...0).contains($0) }) ?? true,
                !one.name.isEmpty, !voices.contains(where: { $0.voice.id.name == one.name })
            else {
                throw wrong("'\(one.name)' with shares that sum to 1, and usual figures")
            }
            voices.append(
                WrenVoice(
                    voice: Voice(
                        id: VoiceID("wren/" + one.name), languages: [.english],
                        description: one.description, gender: one.gender, license: one.license,
                        rate: rate, loudness: one.loudness, secondsPerCharacter: pace),
                    speakers: speakers))
        }
        guard !voices.isEmpty else { throw wrong("one voice at least") }
        return voices
    }
}
