import AudioSignal
import Glibc
import SpeechModel
import TensorRuntime
import Testing

@testable import VoiceLibrary

/// A data folder for one test, gone at its end, and voices to be kept in it.
final class Shelf: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/syrinx-profiles-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil)
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit { system("rm -rf '\(path)'") }

    var data: String { path + "/data" }

    func library() throws -> VoiceLibrary { try VoiceLibrary(folder: data) }

    /// Names in the folder of features, hidden ones too.
    var files: [String] { Self.names(in: data + "/profiles") }

    static func names(in folder: String) -> [String] { FolderTree.names(in: folder).sorted() }

    static func write(_ bytes: [UInt8], to path: String) {
        let file = fopen(path, "w")!
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    /// Permissions of what is at a path.
    static func mode(_ path: String) -> UInt32 {
        var status = stat()
        stat(path, &status)
        return status.st_mode & 0o777
    }

    /// The lines of a text file.
    static func lines(_ path: String) -> [String] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n")
            .map(String.init)
    }

    static let model = ContentHash(of: Array("a network".utf8))
    static let otherModel = ContentHash(of: Array("another network".utf8))

    static let quality = ClipQuality(
        rate: SampleRate(16_000), seconds: 12.5, unusedSeconds: 0, activeSeconds: 10,
        activeLevel: -23.25, peak: 0.5, clippedPart: 0, signalToNoise: 41.5, offset: 1e-5,
        brokenSamples: 0)

    static func features(_ seed: Float = 1) -> WeightStore {
        WeightStore([
            "speaker": Tensor((0..<64).map { seed + Float($0) / 64 }, shape: [64]),
            "pitch": Tensor([seed * 100, 2], shape: [2]),
        ])
    }

    static func voice(
        _ name: String, clip: String = "a clip", model: ContentHash = model,
        consent: Bool = true, features: WeightStore = features()
    ) throws -> AnalyzedVoice {
        AnalyzedVoice(
            name: try ProfileName(name), displayName: try DisplayName("花子 \(name)"),
            hasConsent: consent, clip: ContentHash(of: Array(clip.utf8)), quality: quality,
            model: model, features: features)
    }
}

/// The error that something throws; nil where it throws none.
func refusal(
    _ work: () async throws(VoiceLibraryError) -> some Any
) async -> VoiceLibraryError? {
    do throws(VoiceLibraryError) { _ = try await work() } catch { return error }
    return nil
}
