import ArgumentParser
import Glibc
import SpeechEngine
import SpeechModel
import SpeechPlan
import SpeechSchedule
import SpeechText

/// `syrinx bench batch`: the best batch size of a voice on this device.
struct BenchBatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Sweep batch sizes of a voice; the best is remembered for this device.")

    @Option(help: ArgumentHelp("Voice; the default one otherwise.", valueName: "id"))
    var voice: String?

    @Option(help: "The largest batch to try.")
    var largest = 32

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        try await BenchReport(Self.measure(voice: voice, largest: largest)).print(
            json: options.json)
    }

    static func measure(voice name: String?, largest: Int) async throws(EngineError)
        -> [BenchFigure]
    {
        let engine = try SpeechEngine()
        let voice = try engine.voice(named: name ?? "flite/slt")
        let family: any SpeechFamily
        do throws(LoadError) {
            family = try engine.catalogue.family(String(voice.name.prefix { $0 != "/" }))
        } catch {
            throw .load(family: voice.name, error)
        }
        let language = family.voice(voice)?.languages.first ?? .english
        let segments = try segments(engine, for: voice, language)
        let trial = BatchTrial(family: family, segments: segments)
        let outcome: BatchSweep.Outcome
        do throws(SynthesisError) {
            outcome = try await BatchSweep(largest: max(1, min(largest, 256))).run {
                (size) async throws(SynthesisError) in try await trial.measure(batch: size)
            }
        } catch {
            throw .synthesis(error)
        }
        if let store = RememberedBatches.store {
            if let code = FolderTree.make(
                String(
                    store.path.prefix(upTo: store.path.lastIndex(of: "/") ?? store.path.endIndex)))
            {
                throw .output(
                    path: store.path, reason: String(cString: strerror(code)), remedy: "")
            }
            do throws(BatchSizeStore.StoreError) {
                try store.save(outcome, for: voice)
            } catch {
                throw .output(path: store.path, reason: "\(error)", remedy: "delete the file")
            }
        }
        return outcome.measurements.flatMap { measurement in
            let what = "\(voice), batch of \(measurement.batch)"
            let speed = BenchFigure(
                bench: "batch", what: what, value: measurement.throughput, unit: "× real time")
            guard let peak = measurement.peakBytes else { return [speed] }
            return [
                speed,
                BenchFigure(
                    bench: "batch", what: what + ", peak memory", value: Double(peak) / 1e6,
                    unit: "MB"),
            ]
        } + [
            BenchFigure(
                bench: "batch", what: "\(voice), best size", value: Double(outcome.best), unit: "")
        ]
    }

    /// What is spoken: the chunks of prose, as an audiobook has them.
    private static func segments(
        _ engine: SpeechEngine, for voice: VoiceID, _ language: Language
    ) throws(EngineError) -> [SpeechSegment] {
        var request = SpeechRequest(
            text: BenchTextSource.prose(bytes: 12_000), profile: .audiobook)
        request.voice = voice.name
        request.options.language = language
        var segments: [SpeechSegment] = []
        for chunk in try engine.plan(request).chunks where segments.count < 32 {
            segments.append(
                SpeechSegment(
                    text: chunk.text, language: language, voice: voice, seed: UInt64(chunk.index)))
        }
        return segments
    }
}

/// The batch sizes that `syrinx bench batch` has found on this device.
enum RememberedBatches {
    /// The file in the user's cache; nil where there is no such folder.
    static var store: BatchSizeStore? {
        var environment: [String: String] = [:]
        for name in ["HOME", "XDG_CACHE_HOME"] {
            environment[name] = getenv(name).map { String(cString: $0) }
        }
        return UserFolders.cache(environment).map {
            BatchSizeStore(path: $0 + "/batch-sizes.json")
        }
    }

    /// The sizes; none where nothing was measured or the file can't be read, which
    /// must keep nobody from speaking.
    static var sizes: BatchSizes {
        guard let store, access(store.path, R_OK) == 0 else { return BatchSizes() }
        return (try? store.sizes()) ?? BatchSizes()
    }
}
