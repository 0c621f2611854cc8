import Logging
import NIOCore
import NIOWebSocket

/// Frames to messages and back, pings, and the end of a WebSocket.
final class WebSocketHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketMessage
    typealias OutboundIn = WebSocketOutput
    typealias OutboundOut = WebSocketFrame

    /// How a WebSocket is kept alive.
    struct Timing: Sendable {
        /// Between pings.
        var ping = TimeAmount.seconds(20)
        /// How long a client may answer none of them.
        var silence = TimeAmount.seconds(60)
        /// How long a client may take nothing.
        var write: TimeAmount
        /// How long the answer to a close frame is waited for.
        var farewell = TimeAmount.seconds(2)
    }

    private let timing: Timing
    private let logger: Logger
    private var assembler: MessageAssembler
    private var isClosing = false
    private var isListening = true
    private var heard = NIODeadline.now()
    private var pings: RepeatedTask?
    private var blocked: TakingWatch?
    private var farewell: Scheduled<Void>?

    init(_ timing: Timing, limit: Int, logger: Logger) {
        self.timing = timing
        self.logger = logger
        assembler = MessageAssembler(limit: limit)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        pings = context.eventLoop.scheduleRepeatedTask(
            initialDelay: timing.ping, delay: timing.ping
        ) { _ in
            let (handler, context) = bound.value
            handler.ping(context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    private func stop() {
        pings?.cancel()
        blocked?.end()
        farewell?.cancel()
    }

    // MARK: What comes

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        heard = .now()
        let frame = Self.unwrapInboundIn(data)
        guard !isClosing else {
            if frame.opcode == .connectionClose { context.close(promise: nil) }
            return
        }
        let action = assembler.take(
            MessageAssembler.Frame(
                kind: UInt8(webSocketOpcode: frame.opcode), payload: frame.unmaskedData,
                isLast: frame.fin, isMasked: frame.maskKey != nil,
                hasReservedBits: frame.rsv1 || frame.rsv2 || frame.rsv3))
        switch action {
        case .wait, .alive: break
        case .deliver(let message): context.fireChannelRead(Self.wrapInboundOut(message))
        case .pong(let payload): send(.pong, payload, context)
        case .closed(let closure):
            close(closure, context, isAnswer: true)
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        case .fail(let closure): fail(closure, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isListening = false
        context.fireChannelReadComplete()
        // After the end nobody else asks.
        if isClosing { context.read() }
    }

    func read(context: ChannelHandlerContext) {
        // A client isn't silent that nobody listens to.
        if !isListening { heard = .now() }
        isListening = true
        context.read()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: fail(.tooLarge(SocketLimits.message), context)
        case is NIOWebSocketError: fail(.malformed("a control frame is small and whole"), context)
        default:
            logger.debug("socket failed", metadata: ["reason": "\(error)"])
            context.fireErrorCaught(error)
            context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        // Whoever serves the socket hears of it otherwise, and ends it when it can.
        case is ChannelShouldQuiesceEvent: break
        case ChannelEvent.inputClosed where isClosing: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: What goes

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let frame: WebSocketFrame
        switch Self.unwrapOutboundIn(data) {
        case .text(let buffer): frame = WebSocketFrame(fin: true, opcode: .text, data: buffer)
        case .binary(let buffer): frame = WebSocketFrame(fin: true, opcode: .binary, data: buffer)
        case .close(let closure):
            close(closure, context, isAnswer: false)
            promise?.succeed()
            return
        }
        context.write(Self.wrapOutboundOut(frame), promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        context.fireChannelWritabilityChanged()
        blocked?.end()
        blocked = nil
        guard !context.channel.isWritable else { return }
        blocked = TakingWatch(context.channel, limit: timing.write) { [logger] in
            logger.debug("socket takes nothing")
        }
    }

    private func ping(_ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        if isListening, NIODeadline.now() - heard >= timing.silence {
            fail(.silent, context)
        } else {
            send(.ping, ByteBuffer(), context)
        }
    }

    private func send(
        _ opcode: WebSocketOpcode, _ payload: ByteBuffer, _ context: ChannelHandlerContext
    ) {
        // A client that takes nothing can't be made to gather answers here.
        guard context.channel.isWritable || opcode == .connectionClose else { return }
        let frame = WebSocketFrame(fin: true, opcode: opcode, data: payload)
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
    }

    /// Ends the socket because of the client; whoever serves it finds no more messages.
    private func fail(_ closure: WebSocketClosure, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        logger.debug("socket closed", metadata: ["code": "\(closure.code)"])
        close(closure, context, isAnswer: false)
        context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }

    private func close(
        _ closure: WebSocketClosure, _ context: ChannelHandlerContext, isAnswer: Bool
    ) {
        isClosing = true
        send(.connectionClose, closure.payload, context)
        // Who closed first waits for the other's answer, and not for ever.
        if isAnswer {
            context.close(mode: .output, promise: nil)
        }
        let channel = context.channel
        farewell = context.eventLoop.scheduleTask(in: timing.farewell) {
            channel.close(promise: nil)
        }
        context.read()
    }
}

/// What a socket takes.
enum SocketLimits {
    /// Bytes of one message.
    static let message = 1 << 20
}
