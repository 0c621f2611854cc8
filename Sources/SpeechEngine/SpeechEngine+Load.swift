import SpeechModel
public import SpeechSchedule
import SpeechText

/// What an engine is doing at one moment.
public struct EngineLoad: Sendable, Equatable {
    /// Listeners, segments, batches and memory, and what has happened since the start.
    public var schedule: ScheduleLoad
    /// The families that are loaded or being loaded.
    public var families: [ResidentFamily]
}

extension SpeechEngine {
    /// What is going on, and what has happened since the start. Takes microseconds.
    public var load: EngineLoad {
        EngineLoad(schedule: scheduler.load, families: catalogue.residents)
    }

    /// Loads what ``speak(_:)`` would have to load for a request before it returns.
    ///
    /// Loading can take seconds. `speak` does it on the thread that calls it, which must
    /// not be one that everybody else waits for; this does it apart.
    ///
    /// - Throws: What `speak` throws for the voice; ``EngineError/load(family:_:)`` where the
    ///   family of the voice can't be loaded.
    public func makeReady(for request: SpeechRequest) async throws(EngineError) {
        try await LongWork.apart { [self] () throws(EngineError) in
            _ = try casting(for: request)
        }
    }

    /// Speaks a short sentence, as a first chunk would be, and throws it away, so that the
    /// first listener doesn't wait for what is loaded or made on the way.
    ///
    /// - Parameter voice: A voice by name; nil means the default of the settings.
    /// - Throws: What ``makeReady(for:)`` throws, and what speaking does.
    public func warmUp(voice: String? = nil) async throws(EngineError) {
        // Numbers are read in every language.
        var request = try request(Array("1, 2, 3.".utf8), for: .listening)
        if let voice { request.voice = voice }
        try await makeReady(for: request)
        if let name = request.voice {
            let id = try self.voice(named: name)
            request.options.language = (try? catalogue.voice(id))?.languages.first
        }
        var blocks = try speak(request).makeAsyncIterator()
        while try await blocks.next() != nil {}
    }
}
