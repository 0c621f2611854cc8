import AudioFile
import ConversionEngine
import HTTPTypes
import Hummingbird
import NIOCore
import SpeechEngine
import SpeechSchedule
import VoiceConversion
import VoiceLibrary

/// `/v1/profiles`: voices taken from clips.
struct ProfileRoutes: Sendable {
    let service: ConversionService
    let settings: ServerSettings

    func add(to router: Router<ServerContext>) {
        router.get("/v1/profiles") { _, _ in
            let model = try await service.load().model
            let all = try await working { (library) async throws(VoiceLibraryError) in
                try await library.profiles()
            }
            return try JSONBody.response(
                ProfileList(data: all.map { ProfileAnswer($0, for: model) }))
        }
        router.post("/v1/profiles") { request, _ in try await create(request) }
        router.post("/v1/profiles/import") { request, _ in try await take(request) }
        router.get("/v1/profiles/:id") { _, context in
            try await answer { (library) async throws(VoiceLibraryError) in
                try await library.profile(id(context))
            }
        }
        router.patch("/v1/profiles/:id") { request, context in
            try await rename(request, context)
        }
        router.delete("/v1/profiles/:id") { _, context in
            let gone = try await working { (library) async throws(VoiceLibraryError) in
                try await library.delete(id(context))
            }
            return try JSONBody.response(DeletedProfile(id: gone.id.text))
        }
        router.get("/v1/profiles/:id/export") { _, context in try await export(context) }
    }

    private func id(_ context: ServerContext) -> String { context.parameters.get("id") ?? "" }

    /// Uses the library, with errors as clients are told.
    private func working<Value: Sendable>(
        _ work: (VoiceLibrary) async throws(VoiceLibraryError) -> Value
    ) async throws(APIError) -> Value {
        let library = try service.profiles()
        do throws(VoiceLibraryError) {
            return try await work(library)
        } catch {
            throw APIError(converting: error)
        }
    }

    private func answer(
        status: HTTPResponse.Status = .ok,
        _ work: (VoiceLibrary) async throws(VoiceLibraryError) -> VoiceProfile
    ) async throws(APIError) -> Response {
        let model = try await service.load().model
        let profile = try await working(work)
        var headers = HTTPFields()
        if status == .created { headers[.location] = "/v1/profiles/\(profile.id.text)" }
        return try JSONBody.response(
            ProfileAnswer(profile, for: model), status: status, headers: headers)
    }

    private func create(_ request: Request) async throws -> Response {
        let query = request.uri.queryParameters
        guard let text = query["name"] else { throw APIError.missing("name") }
        let (name, shown) = try names(String(text), query["display_name"].map { String($0) })
        let consent = query["consent"].map { String($0) } ?? "false"
        guard ["true", "false"].contains(consent) else {
            throw APIError.invalid("consent", "consent: expected true or false")
        }
        let loaded = try await service.load()
        let bytes = try await request.bytes(settings)
        let clip: TargetClip
        do {
            clip = try await LongWork.apart { () throws(any Error) in
                try TargetClip(AudioReader(from: MemorySource(bytes)), by: loaded.converter)
            }
        } catch {
            throw APIError(converting: error)
        }
        return try await answer(status: .created) { library async throws(VoiceLibraryError) in
            try await library.add(
                AnalyzedVoice(
                    name: name, displayName: shown, hasConsent: consent == "true",
                    clip: clip.hash, quality: clip.quality, model: loaded.model,
                    features: clip.voice.features))
        }
    }

    private func names(
        _ name: String, _ shown: String?
    ) throws(APIError) -> (ProfileName, DisplayName?) {
        do throws(VoiceLibraryError) {
            let shown = try shown.map { text throws(VoiceLibraryError) in try DisplayName(text) }
            return (try ProfileName(name), shown)
        } catch {
            throw APIError(converting: error)
        }
    }

    private func take(_ request: Request) async throws -> Response {
        let asked = request.uri.queryParameters["name"].map { String($0) }
        let name = try asked.map { text throws(APIError) in try names(text, nil).0 }
        let bytes = try await request.bytes(settings)
        return try await answer(status: .created) { library async throws(VoiceLibraryError) in
            try await library.importProfile(bytes, from: "the body", as: name)
        }
    }

    private func rename(_ request: Request, _ context: ServerContext) async throws -> Response {
        var fields = try Fields(try await request.json(context, settings))
        let (text, display) = (try fields.name("name"), try fields.text("display_name"))
        let unknown = fields.unknown
        guard unknown.isEmpty else {
            throw APIError.invalid(
                nil, "a profile has only name and display_name to change; " + unknown[0])
        }
        guard text != nil || display != nil else {
            throw APIError.invalid(nil, "give name, display_name or both")
        }
        let name = try text.map { text throws(APIError) in try names(text, nil).0 }
        let shown = try display.map { text throws(APIError) in
            do throws(VoiceLibraryError) { return try DisplayName(text) } catch {
                throw APIError(converting: error)
            }
        }
        return try await answer { library async throws(VoiceLibraryError) in
            try await library.rename(id(context), to: name, displayName: shown)
        }
    }

    private func export(_ context: ServerContext) async throws -> Response {
        let (bytes, profile) = try await working {
            library async throws(VoiceLibraryError) -> ([UInt8], VoiceProfile) in
            (try await library.exported(id(context)), try await library.profile(id(context)))
        }
        var headers = HTTPFields()
        headers[.contentType] = "application/octet-stream"
        headers[.cacheControl] = "no-store"
        // A name has only letters, digits and hyphens.
        headers[.contentDisposition] =
            "attachment; filename=\"\(profile.name.text).safetensors\""
        return Response(status: .ok, headers: headers, body: .inPieces(bytes))
    }
}
