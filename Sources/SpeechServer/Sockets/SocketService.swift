import NIOCore
import ServiceLifecycle
import SpeechEngine
import Synchronization

/// What every protocol on a WebSocket needs.
struct SocketService: Sendable {
    let service: SpeechService
    let conversion: ConversionService
    let keys: AccessKeys
    let rates: RateBuckets
    /// How long a client may take to show its key in a message.
    var keyPatience = TimeAmount.seconds(5)

    /// The sockets that there are.
    var routes: [SocketRoute] {
        [
            SocketRoute(pattern: "/v1/audio/speech/stream") { socket, request in
                await SpeechSocket(socket, request, self).run()
            },
            SocketRoute(pattern: "/v1/audio/convert/stream") { socket, request in
                await ConversionSocket(socket, request, self).run()
            },
            SocketRoute(pattern: ElevenLabsSocket.pattern) { socket, request in
                await ElevenLabsSocket(socket, request, self).run()
            },
        ]
    }

    /// One more utterance of a client that may begin only so many.
    ///
    /// - Throws: ``APIError`` 429.
    func countUtterance(_ client: String) throws(APIError) {
        if let wait = rates.take(client) { throw .tooFast(wait) }
    }
}

/// The end of a socket from the server's side: at once where nothing is being said, else
/// after the utterance.
final class SocketEnding: Sendable {
    private struct State {
        var isEnding = false
        var isSpeaking = false
    }

    private let close: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameter close: Ends the connection.
    init(_ close: @escaping @Sendable () -> Void) { self.close = close }

    convenience init(_ socket: WebSocket) { self.init { socket.close(.ending) } }

    /// Notes that something is being said, or no more.
    func speaks(_ isSpeaking: Bool) {
        let closes = state.withLock { state in
            state.isSpeaking = isSpeaking
            return state.isEnding && !isSpeaking
        }
        if closes { close() }
    }

    /// Whether no utterance may begin any more.
    var isEnding: Bool { state.withLock { $0.isEnding } }

    /// Serves until the client goes or the server ends.
    func serve(_ body: @concurrent () async -> Void) async {
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler(
                operation: body,
                onGracefulShutdown: { [self] in
                    let closes = state.withLock { state in
                        state.isEnding = true
                        return !state.isSpeaking
                    }
                    if closes { close() }
                })
        } onCancel: {
            close()
        }
    }
}
