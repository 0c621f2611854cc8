import SpeechModel
import SpeechText

/// Finds voices by what people call them.
struct VoiceLookup: Sendable {
    let catalogue: FamilyCatalogue
    let aliases: [String: String]
    /// The family whose voices come first where a short name fits several.
    let preferred: String?

    /// The voice of a name: an alias, a whole ID (`flite/slt`), or the part behind
    /// the slash (`slt`). Loads only as many families as it takes.
    ///
    /// - Throws: ``EngineError/unknownVoice(name:near:)`` with near names, or
    ///   ``EngineError/load(family:_:)`` where the voice's family can't be loaded.
    func voice(named name: String) throws(EngineError) -> VoiceID {
        let name = aliases[name] ?? name
        if let slash = name.firstIndex(of: "/") {
            let family = String(name[..<slash])
            if catalogue.names.contains(family) {
                let loaded: any SpeechFamily
                do {
                    loaded = try catalogue.family(family)
                } catch {
                    throw .load(family: family, error)
                }
                if loaded.voice(VoiceID(name)) != nil { return VoiceID(name) }
            }
            throw unknown(name)
        }
        for family in catalogue.order(preferring: preferred) {
            guard let loaded = try? catalogue.family(family) else { continue }
            let whole = VoiceID(family + "/" + name)
            if loaded.voice(whole) != nil { return whole }
        }
        throw unknown(name)
    }

    private func unknown(_ name: String) -> EngineError {
        var names = aliases.keys.sorted()
        for family in catalogue.names {
            guard let loaded = try? catalogue.family(family) else { continue }
            names += loaded.voices.map(\.id.name)
        }
        return .unknownVoice(name: name, near: EditDistance.near(name, among: names))
    }
}
