import HTTPTypes
import Logging
import NIOCore

/// `WS /v1/audio/convert/stream`: somebody's voice in, another one out, frame by frame; one
/// conversion after the other. The protocol is described in docs/websocket.md.
struct ConversionSocket: Sendable {
    private let socket: WebSocket
    private let request: SocketRequest
    private let service: SocketService
    private let ending: SocketEnding

    init(_ socket: WebSocket, _ request: SocketRequest, _ service: SocketService) {
        self.socket = socket
        self.request = request
        self.service = service
        ending = SocketEnding(socket)
    }

    /// Where the client stands; only the task that reads its messages knows.
    private struct Reading {
        var conversion: RunningConversion?
        var conversions = 0
        var needsKey: Bool
        /// Whether audio still comes for a conversion that couldn't begin.
        var isDropping = false
    }

    /// Serves the client to its end.
    func run() async {
        await ending.serve { await read() }
    }

    private func read() async {
        var reading = Reading(needsKey: request.needsKey)
        let impatience =
            request.needsKey
            ? socket.channel.eventLoop.scheduleTask(in: service.keyPatience) { [socket] in
                socket.close(.refused("no key came in time"))
            } : nil
        do {
            for try await message in socket.messages {
                do throws(APIError) {
                    try await take(message, &reading)
                } catch {
                    try await send(.error(error, isOver: reading.conversion == nil))
                    if error.status == .unauthorized {
                        socket.close(.refused("the key is wrong or missing"))
                    }
                }
                if !reading.needsKey { impatience?.cancel() }
            }
        } catch {
            request.logger.debug("socket broke", metadata: ["reason": "\(error)"])
        }
        impatience?.cancel()
        await reading.conversion?.cancel()
        ending.speaks(false)
    }

    private func take(_ message: WebSocketMessage, _ reading: inout Reading) async throws(APIError)
    {
        switch message {
        case .binary(let bytes):
            if reading.needsKey { try service.keys.check(nil) }
            guard let conversion = reading.conversion else {
                if reading.isDropping { return }
                throw .invalid(
                    "type", "audio came before a start message", code: "nothing_started")
            }
            await conversion.take(bytes)
        case .text(let buffer):
            try await take(ConversionCommand(buffer.readableBytesView), &reading)
        }
    }

    private func take(
        _ command: ConversionCommand, _ reading: inout Reading
    ) async throws(APIError) {
        if reading.needsKey {
            // A page can't set the fields of its request; it shows the key in its first message.
            var key: String?
            if case .start(_, _, _, let given) = command { key = given }
            try service.keys.check(key)
            reading.needsKey = false
        }
        switch command {
        case .start(let wishes, let rate, let isLive, _):
            try await begin(wishes, rate, isLive, &reading)
        case .update(let wishes):
            guard let conversion = reading.conversion else {
                throw .invalid("type", "nothing is being converted", code: "nothing_started")
            }
            try await conversion.change(wishes)
        case .finish:
            reading.isDropping = false
            guard let conversion = reading.conversion else {
                throw .invalid("type", "nothing is being converted", code: "nothing_started")
            }
            await conversion.finish()
            reading.conversion = nil
            ending.speaks(false)
        case .cancel:
            reading.isDropping = false
            await reading.conversion?.cancel()
            reading.conversion = nil
            ending.speaks(false)
            await tell(ConversionMessage("cancelled"))
        case .ping(let id):
            var pong = ConversionMessage("pong")
            pong.id = id
            await tell(pong)
        }
    }

    private func begin(
        _ wishes: ConversionCommand.Wishes, _ rate: Int, _ isLive: Bool,
        _ reading: inout Reading
    ) async throws(APIError) {
        guard reading.conversion == nil else {
            throw .invalid(
                "type", "a conversion is running; finish or cancel it first",
                code: "conversion_running")
        }
        guard !ending.isEnding else { throw .busy("the server is ending", retryAfter: 5) }
        if reading.conversions > 0 { try service.countUtterance(request.client) }
        // Until it is finished or cancelled what comes belongs to it.
        reading.isDropping = true
        let place = try service.conversion.places.enter()
        let loaded = try await service.conversion.load()
        let (socket, ending) = (socket, ending)
        let conversion = try await RunningConversion(
            wishes, rate: rate, isLive: isLive, service.conversion, place: place
        ) { outgoing in
            switch outgoing {
            case .audio(let samples):
                try await socket.send(.binary(Self.bytes(of: samples)))
            case .message(let message):
                try await socket.send(.text(ByteBuffer(bytes: try JSONBody.bytes(message))))
            }
        } over: {
            ending.speaks(false)
        }
        ending.speaks(true)
        reading.conversions += 1
        reading.isDropping = false
        reading.conversion = conversion
        await tell(conversion.started(request.id, target: wishes.target ?? "", loaded))
    }

    private static func bytes(of samples: [Float]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(2 * samples.count)
        for sample in samples {
            let whole = (sample * 32_768).rounded()
            buffer.writeInteger(
                Int16(max(-32_768, min(32_767, whole))), endianness: .little)
        }
        return buffer
    }

    private func send(_ message: ConversionMessage) async throws {
        try await socket.send(.text(ByteBuffer(bytes: try JSONBody.bytes(message))))
    }

    /// Sends a message; a client that has gone is noticed where its messages are read.
    private func tell(_ message: ConversionMessage) async { try? await send(message) }
}
