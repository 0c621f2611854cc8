import SpeechEngine
import SpeechSchedule
import Synchronization

extension SpeechSocket {
    /// Tells the client of an utterance as it goes.
    final class Telling: UtteranceListener {
        private let socket: SpeechSocket
        /// From the client's asking to the beginning of the session.
        private let delay = Mutex(Duration.zero)
        private let start = ContinuousClock.now

        init(_ socket: SpeechSocket) { self.socket = socket }

        func began(_ speech: ActiveSpeech, _ utterance: Utterance) async throws {
            delay.withLock { $0 = ContinuousClock.now - start }
            let profile = try? socket.engine.profile(named: speech.statistics.profile)
            try await socket.send(
                .ready(speech, utterance, profile: profile, settings: socket.engine.settings))
            for warning in speech.warnings { try await socket.send(.warning(warning)) }
        }

        func happened(_ events: [SessionEvent], _ speech: ActiveSpeech) async throws {
            let delay = delay.withLock { $0 }
            for event in events {
                guard let message = SpeechMessage(event, speech, delay: delay) else { continue }
                try await socket.send(message)
            }
        }

        func heard(_ audio: [UInt8]) async throws { try await socket.send(audio: audio) }

        func ended(_ outcome: Utterance.Outcome) async throws {
            defer { socket.ended() }
            switch outcome {
            case .completed(let statistics, let warnings):
                for warning in warnings { try await socket.send(.warning(warning)) }
                try await socket.send(.ended("done", statistics))
            case .failed(let error): try await socket.send(.error(error, isOver: true))
            case .cancelled, .deserted: break
            }
        }
    }
}
