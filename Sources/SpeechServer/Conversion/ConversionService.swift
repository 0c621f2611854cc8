import AudioFile
import ConversionEngine
import ModelBlocks
import SpeechEngine
import SpeechModel
import SpeechSchedule
import Synchronization
import VoiceConversion
import VoiceLibrary

/// Converts for clients, whichever door they came through.
final class ConversionService: Sendable {
    let engine: ConversionEngine
    let speech: SpeechEngine
    let places: ConversionPlaces
    /// Made when somebody first speaks live.
    private let pool = Mutex<ConversionPool?>(nil)
    private let library = Mutex<VoiceLibrary?>(nil)
    private let settings: ServerSettings
    private let counts = Mutex((late: 0, concealed: 0))

    init(_ engine: SpeechEngine) {
        speech = engine
        settings = engine.settings.server
        self.engine = ConversionEngine(
            weights: engine.settings.converter,
            engine.settings.runtime(
                forCallsOf: ConversionEngine.family, usually: ConversionEngine.usualExecutor))
        places = ConversionPlaces(limit: settings.maximumConversions)
    }

    /// The threads of those who speak live.
    var live: ConversionPool {
        pool.withLock { pool in
            if let pool { return pool }
            let made = ConversionPool()
            pool = made
            return made
        }
    }

    /// Frames of live conversions that were late or concealed so far.
    var troubles: (late: Int, concealed: Int) { counts.withLock { $0 } }

    /// Counts what became of a live conversion.
    func ended(_ meters: LiveMeters) {
        counts.withLock { $0 = ($0.late + meters.late, $0.concealed + meters.concealed) }
    }

    /// The converter, loaded on a thread of its own if it isn't yet.
    func load() async throws(APIError) -> ConversionEngine.Loaded {
        do {
            let engine = engine
            return try await LongWork.apart { () throws(any Error) in try engine.load() }
        } catch {
            throw APIError(converting: error)
        }
    }

    /// Opened when it is first needed.
    func profiles() throws(APIError) -> VoiceLibrary {
        let path: String
        do throws(ServerError) { path = try DataFolder.path(settings) } catch {
            throw .failure(error.description)
        }
        do {
            return try library.withLock { library in
                if let library { return library }
                let opened = try VoiceLibrary(folder: path)
                library = opened
                return opened
            }
        } catch {
            throw APIError(converting: error)
        }
    }

    /// Who is called so.
    func voice(named name: String) async throws(APIError) -> TargetVoice {
        _ = try await load()
        do {
            return try await engine.voice(named: name, in: profiles(), or: speech)
        } catch {
            throw APIError(converting: error)
        }
    }
}
