import SpeechEngine
import SpeechPlan
import SpeechWeb

/// The description of the server's HTTP interface, as this server offers it.
///
/// It is written by hand (`Sources/SpeechWeb/openapi.json`); what depends on the settings
/// is filled in here.
struct OpenAPIDocument: Sendable {
    let json: JSON

    /// - Parameters:
    ///   - profiles: The names of the profiles.
    ///   - needsKey: Whether clients must show a key.
    /// - Throws: ``APIError`` where the file in the binary is none.
    init(version: String, profiles: [String], needsKey: Bool) throws(APIError) {
        let bytes = UnsafeBufferPointer(start: speechWebDocument, count: speechWebDocumentCount)
        var json = try JSON.parse(bytes)
        json = json.setting(["info", "version"], to: .text(version))
        json = json.setting(
            ["components", "schemas", "Profile", "enum"], to: .list(profiles.map(JSON.text)))
        let schemes = (json.at("components")?.at("securitySchemes")?.members.keys.sorted() ?? [])
            .map { JSON.object([$0: .list([])]) }
        json = json.setting(["security"], to: .list(needsKey ? schemes : schemes + [.object([:])]))
        self.json = json
    }

    /// The paths and what can be done at each, as the document has them.
    var operations: [Operation] {
        (json.at("paths")?.members ?? [:]).flatMap { path, methods in
            methods.members.map { Operation(path: path, method: $0.key, json: $0.value) }
        }.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }

    /// What a reference within the document stands for; anything else is itself.
    func resolved(_ value: JSON) -> JSON {
        guard let reference = value.at("$ref")?.words, reference.hasPrefix("#/") else {
            return value
        }
        var target = json
        for part in reference.dropFirst(2).split(separator: "/") {
            guard let next = target.at(String(part)) else { return value }
            target = next
        }
        // What stands beside a reference says more of it.
        guard case .object(var members) = target else { return target }
        for (key, own) in value.members where key != "$ref" { members[key] = own }
        return .object(members)
    }

    /// Something that can be done at a path.
    struct Operation: Sendable {
        let path: String
        let method: String
        let json: JSON
    }
}

extension SpeechEngine {
    /// The names of all profiles, the user's own last.
    var profileNames: [String] {
        let builtIn = Profile.builtIn.map(\.name)
        return builtIn + settings.profiles.keys.sorted().filter { !builtIn.contains($0) }
    }
}
