import SpeechModel
import SpeechText

/// Finds voices by what people call them.
struct VoiceLookup: Sendable {
    let catalogue: FamilyCatalogue
    let aliases: [String: String]
    /// The family whose voices come first where a short name fits several.
    let preferred: String?

    /// The voice of a name: an alias, a whole ID (`flite/slt`), or the part behind
    /// the slash (`slt`). Its family is loaded; of the others only as many as it takes.
    ///
    /// - Throws: ``EngineError/unknownVoice(name:near:)`` with near names, or
    ///   ``EngineError/load(family:_:)`` where the voice's family can't be loaded.
    func voice(named name: String) throws(EngineError) -> VoiceID {
        let name = aliases[name] ?? name
        if let slash = name.firstIndex(of: "/") {
            let family = String(name[..<slash])
            if catalogue.names.contains(family) {
                let loaded = try load(family)
                if loaded.voice(VoiceID(name)) != nil { return VoiceID(name) }
            }
            throw unknown(name)
        }
        var refusal: EngineError?
        for family in catalogue.order(preferring: preferred) {
            let whole = VoiceID(family + "/" + name)
            do throws(LoadError) {
                guard try catalogue.voices(of: family).contains(where: { $0.id == whole }) else {
                    continue
                }
            } catch {
                if case .outOfMemory = error { refusal = refusal ?? .load(family: family, error) }
                continue
            }
            _ = try load(family)
            return whole
        }
        // It may be a voice of the family that there was no room for.
        throw refusal ?? unknown(name)
    }

    private func load(_ family: String) throws(EngineError) -> any SpeechFamily {
        do throws(LoadError) {
            return try catalogue.family(family)
        } catch {
            throw .load(family: family, error)
        }
    }

    private func unknown(_ name: String) -> EngineError {
        var names = aliases.keys.sorted()
        for family in catalogue.names {
            guard let voices = try? catalogue.voices(of: family) else { continue }
            names += voices.map(\.id.name)
        }
        return .unknownVoice(name: name, near: EditDistance.near(name, among: names))
    }
}
