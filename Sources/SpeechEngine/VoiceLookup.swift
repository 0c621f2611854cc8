import SpeechModel
import SpeechText

/// Finds voices by what people call them.
struct VoiceLookup: Sendable {
    let catalogue: FamilyCatalogue
    let aliases: [String: String]
    /// The family whose voices come first where a short name fits several.
    let preferred: String?

    /// The voice of a name: an alias, a whole ID (`flite/slt`), the part behind
    /// the slash (`slt`), or a blend (`ivy(2)+mara`). Its family is loaded; of the others only as many as it takes.
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
                try checkBlend(VoiceID(name), of: loaded)
            }
            throw unknown(name)
        }
        var refusal: EngineError?
        for family in catalogue.order(preferring: preferred) {
            let whole = VoiceID(family + "/" + name)
            do throws(LoadError) {
                guard try has(whole) else { continue }
            } catch {
                if case .outOfMemory = error { refusal = refusal ?? .load(family: family, error) }
                continue
            }
            let loaded = try load(family)
            try checkBlend(whole, of: loaded)
            return whole
        }
        // It may be a voice of the family that there was no room for.
        throw refusal ?? unknown(name)
    }

    /// Whether a family has a voice, or all voices of a blend.
    private func has(_ id: VoiceID) throws(LoadError) -> Bool {
        let voices = try catalogue.voices(of: id.family)
        let wanted = VoiceBlend(id)?.parts.map(\.voice) ?? [id]
        return wanted.allSatisfy { one in voices.contains { $0.id == one } }
    }

    /// Voices that are there may not mix.
    private func checkBlend(_ id: VoiceID, of family: any SpeechFamily) throws(EngineError) {
        guard family.voice(id) == nil, VoiceBlend(id) != nil,
            (try? has(id)) == true
        else { return }
        throw .invalid(
            field: "voice", value: id.name,
            expected: "voices that can be mixed: of \(family.id), and made by one model")
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
