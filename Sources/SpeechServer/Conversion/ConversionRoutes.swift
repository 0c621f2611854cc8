import AudioFile
import ConversionEngine
import HTTPTypes
import Hummingbird
import ModelBlocks
import NIOCore
import SpeechEngine
import SpeechModel
import SpeechText
import VoiceConversion
import VoiceLibrary

/// `/v1/audio/convert`: recordings in another voice.
struct ConversionRoutes: Sendable {
    let service: ConversionService
    let settings: ServerSettings

    func add(to router: Router<ServerContext>) {
        router.speech("/v1/audio/convert", convert)
        router.get("/v1/audio/convert") { _, _ in try await describe() }
    }

    private func convert(_ request: Request, _ context: ServerContext) async throws -> Response {
        let query = try ConversionQuery(request)
        let place = try service.places.enter()
        // Before a body is read that nobody can use.
        let voice = try await service.voice(named: query.target)
        let converter = try await service.load().converter
        let bytes = try await request.bytes(settings)
        let encoded = try await EncodedConversion.begin(
            bytes, to: voice, pitchShift: query.pitch, as: query.format, by: converter)
        // Headers wait for the first bytes, so that what fails before is an error with a status.
        let first = try await encoded.next()
        var headers = HTTPFields()
        headers[.contentType] = query.format.mediaType
        headers[.cacheControl] = "no-store"
        if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { [place] writer in
                var bytes = first
                while let next = bytes {
                    try await writer.write(ByteBuffer(bytes: next))
                    bytes = try await encoded.next()
                }
                try await writer.finish(nil)
                withExtendedLifetime(place) {}
            })
    }

    private struct Description: Encodable {
        var available: Bool
        var reason: String?
        var model: String?
        var executor: String?
        var algorithmicMs: Int?
        var voices: [String] = []
        var profiles: [String] = []
    }

    /// What there is: for a page to choose from.
    private func describe() async throws -> Response {
        do throws(APIError) {
            let loaded = try await service.load()
            let (library, profiles): (VoiceLibrary, [VoiceProfile])
            library = try service.profiles()
            do throws(VoiceLibraryError) {
                profiles = try await library.profiles()
            } catch {
                throw APIError(converting: error)
            }
            // What a speaking voice is heard by is English.
            let voices = ((try? service.speech.voices().voices) ?? []).filter {
                $0.speaks(.english)
            }
            return try JSONBody.response(
                Description(
                    available: true, model: loaded.model.hexadecimal,
                    executor: loaded.converter.executor,
                    algorithmicMs: Int((loaded.converter.model.algorithmicLatency * 1e3).rounded()),
                    voices: voices.map(\.id.name),
                    profiles: profiles.filter { $0.fits(loaded.model) }.map(\.name.text)))
        } catch {
            return try JSONBody.response(Description(available: false, reason: error.message))
        }
    }
}

/// What stands in the query of a conversion.
private struct ConversionQuery {
    let target: String
    let pitch: Double
    let format: AudioFileFormat

    init(_ request: Request) throws(APIError) {
        let query = request.uri.queryParameters
        func text(_ name: String) -> String? { query[Substring(name)].map { String($0) } }
        guard let target = text("to") ?? text("voice"), !target.isEmpty else {
            throw .missing("to")
        }
        guard target.utf8.count <= 256 else {
            throw .invalid("to", "to: expected a name of 1 to 256 bytes")
        }
        self.target = target
        if let asked = text("pitch") {
            guard let value = Double(asked), (-24...24).contains(value) else {
                throw .invalid(
                    "pitch", "pitch is '\(asked.prefix(40))'; expected -24 to 24 semitones")
            }
            pitch = value
        } else {
            pitch = 0
        }
        let asked = text("response_format") ?? "wav"
        guard let format = AudioFileFormat(rawValue: asked) else {
            throw .invalid(
                "response_format",
                "response_format is '\(asked.prefix(40))'; expected one of "
                    + AudioFileFormat.allCases.map(\.rawValue).sorted().joined(separator: ", "))
        }
        self.format = format
    }
}
