import SpeechModel
import SpeechPlan
import SpeechSchedule
import SpeechText
import Synchronization

/// Decides which voices may speak a style, best first: the fallback chain of one
/// request.
final class VoiceCasting: Sendable {
    private let lookup: VoiceLookup
    /// The voice of the whole request, if one was asked for.
    private let asked: VoiceID?
    private let named = Mutex<[String: VoiceID]>([:])
    private let first = Mutex<VoiceID?>(nil)
    private let unmeasured = Mutex<Set<VoiceID>>([])
    private let missing = Mutex<[(family: String, reason: LoadError)]>([])

    init(lookup: VoiceLookup, asked: VoiceID?) {
        self.lookup = lookup
        self.asked = asked
    }

    /// How a request's text is read: where a Japanese or Chinese voice was asked for, text that
    /// doesn't tell its language is in that voice's, since Han characters alone may be either.
    func textOptions(of request: SpeechRequest) -> TextOptions {
        var options = request.options
        if let asked, let own = (try? lookup.catalogue.voice(asked))?.languages.first,
            own.matches(.japanese) || own.matches(.chinese)
        {
            options.defaultLanguage = own
        }
        return options
    }

    /// The voice that spoke first, once one did.
    var firstVoice: VoiceID? { first.withLock { $0 } }

    /// Notes that a voice is being heard.
    func heard(_ voice: Voice) {
        first.withLock { if $0 == nil { $0 = voice.id } }
    }

    /// The voices whose loudness was to change and is not known.
    var unmeasuredVoices: [VoiceID] {
        unmeasured.withLock { $0.sorted { $0.name < $1.name } }
    }

    /// The families that would have come first but can't be loaded.
    var unavailable: [(family: String, reason: LoadError)] { missing.withLock { $0 } }

    /// Notes that a voice keeps its own loudness, since that is not known.
    func leftAsItIs(_ voice: Voice) {
        unmeasured.withLock { _ = $0.insert(voice.id) }
    }

    /// The chain for a style.
    ///
    /// What the user asked for stands in it even where it can't speak the style:
    /// the scheduler then reports the fallback. A family that nobody asked for and
    /// that doesn't speak the language is left out. Families behind the first that
    /// can speak are loaded only when they are needed.
    func chain(for style: Style) throws(SynthesisError) -> [Candidate] {
        let wanted = try voice(of: style) ?? asked
        var chain: [Candidate] = []
        if let wanted {
            chain.append(candidate(of: wanted.family, voice: wanted, style.language))
        }
        let preferred = lookup.preferred
        var reasons: [String] = []
        var lacksMemory = false
        var isSpoken = wanted.map { speaks($0, style.language) } ?? false
        // A voice of the same family is the nearest to the one that was asked for.
        if let wanted, !isSpoken, hasVoice(wanted.family, style.language) {
            chain.append(candidate(of: wanted.family, voice: nil, style.language))
            isSpoken = true
        }
        for id in lookup.catalogue.order(preferring: preferred) {
            if wanted?.family == id { continue }
            if isSpoken || id == preferred {
                chain.append(candidate(of: id, voice: nil, style.language))
                if id == preferred, !isSpoken { isSpoken = hasVoice(id, style.language) }
                continue
            }
            do throws(LoadError) {
                let voices = try lookup.catalogue.voices(of: id)
                guard voices.defaultVoice(for: style.language) != nil else { continue }
                chain.append(candidate(of: id, voice: nil, style.language))
                isSpoken = true
            } catch {
                reasons.append("family \(id): \(error.words)")
                missing.withLock { known in
                    if !known.contains(where: { $0.family == id }) { known.append((id, error)) }
                }
                if case .outOfMemory = error { lacksMemory = true }
            }
        }
        if !isSpoken, lacksMemory { throw .outOfMemory }
        if !isSpoken, !reasons.isEmpty {
            throw .missing(
                component: "a voice for '\(style.language)'",
                remedy: reasons.joined(separator: "; "))
        }
        if !isSpoken {
            throw .unsupported(
                language: style.language, voice: wanted ?? VoiceID(preferred ?? "any"))
        }
        return chain
    }

    /// What planning has to know of the voice that will say a style; an average
    /// where none can, which the chain then reports.
    func measure(of style: Style) -> VoiceMeasure {
        let wanted = (try? voice(of: style)) ?? asked
        let families = lookup.catalogue.order(
            preferring: wanted?.family ?? lookup.preferred)
        for id in families {
            guard let family = try? lookup.catalogue.family(id) else { continue }
            let voice =
                wanted.flatMap { family.voice($0) }
                ?? family.voices.defaultVoice(for: style.language)
            guard let voice, voice.speaks(style.language) else { continue }
            return VoiceMeasure(
                limit: family.limit(for: voice.id), secondsPerCharacter: voice.secondsPerCharacter)
        }
        return VoiceMeasure()
    }

    private func voice(of style: Style) throws(SynthesisError) -> VoiceID? {
        guard let name = style.voice else { return nil }
        if let known = named.withLock({ $0[name] }) { return known }
        do throws(EngineError) {
            let voice = try lookup.voice(named: name)
            named.withLock { $0[name] = voice }
            return voice
        } catch {
            throw .unknownVoice(VoiceID(name))
        }
    }

    private func speaks(_ voice: VoiceID, _ language: Language) -> Bool {
        (try? lookup.catalogue.voice(voice))?.speaks(language) ?? false
    }

    private func hasVoice(_ family: String, _ language: Language) -> Bool {
        (try? lookup.catalogue.voices(of: family))?.defaultVoice(for: language) != nil
    }

    private func candidate(
        of id: String, voice: VoiceID?, _ language: Language
    ) -> Candidate {
        let catalogue = lookup.catalogue
        return Candidate(familyID: id) { () throws(LoadError) in
            let family = try catalogue.family(id)
            let chosen =
                voice.flatMap { family.voice($0) } ?? family.voices.defaultVoice(for: language)
            guard let chosen, chosen.speaks(language) else {
                throw .missing(
                    component: "a voice for '\(language)' in \(voice?.name ?? id)",
                    remedy: "`syrinx voices --language \(language)` lists those that speak it")
            }
            return (family, chosen.id)
        }
    }
}
