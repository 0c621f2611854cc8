import AudioFile
import AudioSignal
import ConversionEngine
import Glibc
import SpeechEngine
import SpeechModel
import SpeechText

/// Speaks the texts of a delivery plan, one after the other.
struct Speaker {
    let engine: SpeechEngine
    let markup: TextFormat?
    let printsJSON: Bool
    let isQuiet: Bool
    /// Where the times of words go.
    var timestamps: TimestampFile?
    /// Who says what is spoken, where that isn't the voice.
    var conversion: SpeechConversion?
    /// The session of a text that is spoken while it arrives, and what it arrives by.
    var begun: (session: SpeechSession, arriving: ArrivingInput)?

    /// Speaks everything. In a batch, a text that fails is reported and the others
    /// are spoken; the first failure decides how the program ends.
    func speak(_ plan: DeliveryPlan) async throws(EngineError) {
        var failures: [EngineError] = []
        for (input, destination) in plan.deliveries {
            do throws(EngineError) {
                if plan.makesFolders { try makeFolder(of: destination) }
                try await speak(input, to: destination)
            } catch {
                let endsAll = error.kind == .cancelled || error.kind == .closed
                guard plan.deliveries.count > 1, !endsAll, !Interruption.shared.wasRequested else {
                    throw error
                }
                Console.report("\(input.name): \(error)")
                failures.append(error)
            }
        }
        if let first = failures.first {
            throw .several(failed: failures.count, of: plan.deliveries.count, first: first)
        }
    }

    private func speak(
        _ input: TextInput, to destination: DeliveryPlan.Destination
    ) async throws(EngineError) {
        let limit = engine.settings.maximumText ?? TextOptions().maximumBytes
        let text: [UInt8]
        if let arriving = arriving(input, to: destination) {
            if destination.isStandardOutput { arriving.watch(STDOUT_FILENO) }
            let beginning = try await arriving.beginning()
            if !beginning.isMarkup, !beginning.isWhole {
                return try await speak(beginning.text, of: arriving, input, to: destination)
            }
            text =
                beginning.isWhole
                ? beginning.text : try await arriving.rest(behind: beginning.text, limit: limit)
        } else {
            text = try input.read(limit: limit)
        }
        var request = try request(text, to: destination)
        request.format = input.format(asked: markup, text: text)
        try await deliver(request, of: input, to: destination)
    }

    /// A request for what a destination is for.
    func request(
        _ text: [UInt8], to destination: DeliveryPlan.Destination
    ) throws(EngineError) -> SpeechRequest {
        let purpose: SpeechEngine.Purpose
        switch destination {
        case .player, .stream: purpose = .listening
        case .file, .namedFile: purpose = .keeping
        }
        var request = try engine.request(text, for: purpose)
        request.reportsEvents = timestamps != nil
        // What a converter takes, so that nothing is converted twice.
        if conversion != nil { request.rate = request.rate ?? ConvertedSpeech.rate }
        return request
    }

    /// What speech goes through.
    func filter(at rate: SampleRate) -> ConvertedSpeech? {
        conversion?.speech(at: rate, hearing: begun == nil ? .seconds(3) : .zero)
    }

    /// Speaks a request to where it goes.
    func deliver(
        _ request: SpeechRequest, of input: TextInput, to destination: DeliveryPlan.Destination
    ) async throws(EngineError) {
        switch destination {
        case .player(let player):
            try await play(request, with: player, input: input)
        case .stream(let path, let format):
            try await write(request, to: path, format, input: input)
        case .file(let path, let format):
            try await write(request, to: path, format, input: input)
        case .namedFile(let format):
            let path = OutputName.free(for: request.text, format: format.fileExtensions[0])
            Console.report(
                "no player found (\(SoundCommand.playerNames.joined(separator: ", "))); writing \(path)"
            )
            try await write(request, to: path, format, input: input)
        }
    }

    /// Begins a session, with what its text has to be told about.
    func begin(_ request: SpeechRequest, input: TextInput) throws(EngineError) -> SpeechSession {
        let session = if let begun { begun.session } else { try engine.speak(request) }
        if !isQuiet {
            for warning in session.warnings.prefix(5) {
                Console.report("\(input.name), byte \(warning.offset): \(warning.message)")
            }
        }
        return session
    }

    /// How long work that somebody else may keep waiting has to end.
    static let grace = Duration.seconds(1)

    private func write(
        _ request: SpeechRequest, to path: String, _ format: AudioFileFormat, input: TextInput
    ) async throws(EngineError) {
        let session = try begin(request, input: input)
        let isStream = AudioDestination.isStream(path)
        Interruption.shared.onRequest(within: isStream ? Self.grace : nil) { session.cancel() }
        defer { Interruption.shared.workEnded() }
        var line = ProgressLine(isQuiet: isQuiet || path == "-")
        var isInterrupted = false
        var times = Timestamps(rate: session.rate)
        do throws(EngineError) {
            try await session.write(
                to: path, format: format, normalization: isStream ? nil : try normalization,
                through: filter(at: session.rate)
            ) {
                line.show(session)
                times.note(session.takeEvents())
            }
        } catch {
            line.clear()
            guard error.kind == .cancelled, Interruption.shared.wasRequested else { throw error }
            isInterrupted = true
        }
        line.clear()
        var result = SayResult(report: session.report, output: path, input: input.path)
        result.isInterrupted = isInterrupted
        result.notes = try write(times, of: session)
        try tell(result, of: session, isStream: isStream, onStandardError: path == "-")
        if isInterrupted { throw .cancelled }
    }

    /// What the settings do to the level of a file.
    private var normalization: Normalization? {
        get throws(EngineError) {
            if let lufs = engine.settings.lufs {
                let peak = engine.settings.peak ?? -1
                guard let target = LoudnessTarget(integrated: lufs, ceiling: peak) else {
                    throw .invalid(
                        field: "peak", value: "\(peak)",
                        expected: "a level from -20 to 0 dBFS where a loudness is asked for")
                }
                return .loudness(target)
            }
            return engine.settings.peak.map(Normalization.peak)
        }
    }

    private func makeFolder(of destination: DeliveryPlan.Destination) throws(EngineError) {
        guard case .file(let path, _) = destination, let slash = path.lastIndex(of: "/"),
            slash != path.startIndex
        else { return }
        let folder = String(path[..<slash])
        if let code = FolderTree.make(folder) {
            throw .audio(
                .notWritable(path: folder, reason: String(cString: strerror(code))))
        }
    }
}
