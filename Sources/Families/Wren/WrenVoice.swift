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
    /// Its rhythm and melody in languages where they are of their own.
    let prosodies: [Language: Prosody]
    /// Those in all others.
    let prosody: Prosody
    /// What the fine detail of its spectra is multiplied by, since what a model predicts is
    /// smoother than what it learnt from.
    let detail: Float

    /// The rate of a segment's audio: the one that it asks for, if the voice has it.
    func rate(of segment: SpeechSegment) -> SampleRate {
        segment.rate.map { voice.rate(for: $0) } ?? voice.rate
    }

    /// Rhythm and melody.
    struct Prosody: Sendable {
        /// Whose: as many shares as the model has speakers; nil: the voice's own.
        var speakers: [Float]?
        /// What its melody is widened by: deviations of predicted pitch are this much larger,
        /// since what a model predicts is flatter than what it learnt from.
        var melody: Float
        /// How much faster than those it is.
        var pace = 1.0
    }

    /// Its rhythm and melody in a language.
    func prosody(in language: Language) -> Prosody {
        prosodies.first { $0.key.matches(language) }?.value ?? prosody
    }

    /// As `voices.json` describes it, in a list.
    private struct Description: Decodable {
        let name: String
        let description: String
        let gender: Voice.Gender
        let license: String
        /// Codes; nil: English alone.
        let languages: [String]?
        /// How much of each speaker, by name.
        let speakers: [String: Float]
        /// Of languages by code.
        let prosody: [String: ProsodyDescription]?
        /// In LUFS.
        let loudness: Double?
        let secondsPerCharacter: Double?
        let melody: Float?
        let detail: Float?
    }

    private struct ProsodyDescription: Decodable {
        /// How much of each speaker, by name.
        let speakers: [String: Float]?
        let melody: Float?
        let pace: Double?
    }

    /// The voices of a model: those that are described, or else all its speakers.
    ///
    /// - Parameter rates: What their vocoder offers, at least one.
    /// - Throws: ``WrenError/voices(_:)``.
    static func all(
        of trained: TrainedAcousticModel, at rates: [Int], describedBy json: [UInt8]?
    ) throws(WrenError) -> [WrenVoice] {
        let rates = rates.sorted().map { SampleRate($0) }
        let (rate, lower) = (rates[rates.count - 1], Array(rates.dropLast()))
        guard let json else {
            return trained.speakerNames.compactMap { name in
                trained.weights(of: name).map {
                    WrenVoice(
                        voice: Voice(
                            id: VoiceID("wren/" + name), languages: [.english],
                            description: "Speaker \(name)", gender: .unspecified,
                            license: "unknown", rate: rate, lowerRates: lower), speakers: $0,
                        prosodies: [:], prosody: Prosody(melody: 1), detail: 1)
                }
            }
        }
        let descriptions: [Description]
        do {
            descriptions = try JSONDecoder().decode([Description].self, from: Data(json))
        } catch {
            throw .voices("expected a JSON list of voices: \(error)")
        }
        var voices: [WrenVoice] = []
        for one in descriptions {
            let speakers = try shares(one.speakers, "speakers", of: one.name, in: trained)
            guard !one.name.isEmpty,
                !voices.contains(where: { $0.voice.id.name == "wren/" + one.name })
            else { throw .voices("each voice needs a name of its own, '\(one.name)' is none") }
            let languages = try languages(one.languages ?? ["en"], of: one)
            let seconds = one.secondsPerCharacter ?? 0.065
            let (melody, detail) = (one.melody ?? 1, one.detail ?? 1)
            for (field, isUsual) in [
                ("secondsPerCharacter, 0.01 to 1", (0.01...1).contains(seconds)),
                ("loudness, -70 to 0", one.loudness.map { (-70...0).contains($0) } ?? true),
                ("melody, 0 to 4", (0...4).contains(melody)),
                ("detail, 0 to 4", (0...4).contains(detail)),
            ] where !isUsual {
                throw .voices("'\(one.name)' has unusual \(field)")
            }
            var prosodies: [Language: Prosody] = [:]
            for (code, given) in one.prosody ?? [:] {
                prosodies[try Self.languages([code], of: one)[0]] = try prosody(
                    given, melody: melody, of: one.name, in: trained)
            }
            voices.append(
                WrenVoice(
                    voice: Voice(
                        id: VoiceID("wren/" + one.name), languages: languages,
                        description: one.description, gender: one.gender, license: one.license,
                        rate: rate, lowerRates: lower, loudness: one.loudness,
                        secondsPerCharacter: seconds),
                    speakers: speakers, prosodies: prosodies,
                    prosody: Prosody(melody: melody), detail: detail))
        }
        guard !voices.isEmpty else { throw .voices("there must be one at least") }
        return voices
    }

    /// Shares of a model's speakers, a number for each of them.
    private static func shares(
        _ given: [String: Float], _ field: String, of voice: String,
        in trained: TrainedAcousticModel
    ) throws(WrenError) -> [Float] {
        var shares = [Float](repeating: 0, count: trained.speakerNames.count)
        for (name, share) in given {
            guard let row = trained.speakerNames.firstIndex(of: name), share.isFinite else {
                throw .voices(
                    "'\(name)' of '\(voice)' is no speaker of the model; there are "
                        + trained.speakerNames.joined(separator: ", "))
            }
            shares[row] = share
        }
        guard abs(shares.reduce(0, +) - 1) < 1e-3 else {
            throw .voices("'\(voice)' has unusual \(field), whose shares sum to 1")
        }
        return shares
    }

    /// Rhythm and melody of a language.
    ///
    /// - Parameter melody: The voice's.
    private static func prosody(
        _ given: ProsodyDescription, melody: Float, of voice: String,
        in trained: TrainedAcousticModel
    ) throws(WrenError) -> Prosody {
        var prosody = Prosody(melody: given.melody ?? melody, pace: given.pace ?? 1)
        guard (0...4).contains(prosody.melody) else {
            throw .voices("'\(voice)' has unusual prosody.melody, 0 to 4")
        }
        guard (0.25...4).contains(prosody.pace) else {
            throw .voices("'\(voice)' has unusual prosody.pace, 0.25 to 4")
        }
        if let speakers = given.speakers {
            prosody.speakers = try shares(speakers, "prosody.speakers", of: voice, in: trained)
        }
        return prosody
    }

    /// Languages by their codes.
    private static func languages(
        _ codes: [String], of description: Description
    ) throws(WrenError) -> [Language] {
        let languages = codes.compactMap { code in
            WrenPhonemizers.languages.first { $0.tag == code }
        }
        guard !codes.isEmpty, languages.count == codes.count else {
            throw .voices(
                "'\(description.name)' speaks \(codes.joined(separator: ", ")); there are "
                    + WrenPhonemizers.languages.map(\.tag).joined(separator: ", "))
        }
        return languages
    }
}
