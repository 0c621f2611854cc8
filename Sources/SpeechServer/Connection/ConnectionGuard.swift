import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1

/// Keeps a connection to its limits, and answers where nobody else can: see ``RequestWatch``.
///
/// Stands behind the parser, before whatever serves the requests; goes when the connection
/// becomes a WebSocket.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: ConnectionLimits
    private let maximumBody: Int
    private let logger: Logger
    private let admitsSocket: (HTTPRequestHead) -> Bool
    private var isFirst = true
    private var watch: RequestWatch
    private var timer: Scheduled<Void>?
    private var timerAt: NIODeadline?
    /// Whether the request being answered is of a client that knows no chunks.
    private var isOld = false
    /// Whether nothing is to be sent after the answers that were written.
    private var closesOutput = false

    /// - Parameter admitsSocket: Whether a first request gets the WebSocket that it may ask for.
    init(
        _ limits: ConnectionLimits, maximumBody: Int, logger: Logger,
        admitsSocket: @escaping (HTTPRequestHead) -> Bool
    ) {
        self.limits = limits
        self.admitsSocket = admitsSocket
        self.maximumBody = maximumBody
        self.logger = logger
        watch = RequestWatch(limits, now: .now())
    }

    func handlerAdded(context: ChannelHandlerContext) { schedule(context) }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    // MARK: What comes

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !watch.isLingering else { return }
        let now = NIODeadline.now()
        var data = data
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            // The parser stops where another protocol could begin; a client that knows no
            // chunks finds the end of a stream where the connection ends.
            let isLast =
                !head.isKeepAlive || head.version == .http1_0
                || head.headers.contains(name: "upgrade")
            watch.head(isLast: isLast, now: now)
            isOld = head.version == .http1_0
            if waitsForLeave(head) { goAhead(context) }
            data = NIOAny(HTTPServerRequestPart.head(withoutVainUpgrade(head)))
        case .body: watch.body(now: now)
        case .end: watch.end()
        }
        context.fireChannelRead(data)
        schedule(context)
    }

    /// A request that gets no socket stands as if it had not asked: NIO's handler of upgrades
    /// drops the heads of those that it refuses.
    private func withoutVainUpgrade(_ head: HTTPRequestHead) -> HTTPRequestHead {
        defer { isFirst = false }
        guard isFirst, head.headers.contains(name: "upgrade"), !admitsSocket(head) else {
            return head
        }
        var head = head
        head.headers.remove(name: "upgrade")
        return head
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        watch.readComplete(now: .now())
        context.fireChannelReadComplete()
        // What is dropped is read whether anybody asks or not.
        if watch.isLingering { context.read() }
        schedule(context)
    }

    func read(context: ChannelHandlerContext) {
        watch.read(now: .now())
        context.read()
        schedule(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError else {
            logger.debug("connection failed", metadata: ["reason": "\(error)"])
            context.fireErrorCaught(error)
            context.close(promise: nil)
            return
        }
        guard !watch.isLingering else { return }
        let told = APIError.malformed(error)
        switch watch.malformed() {
        case .answer: answer(told, context)
        case .reader: context.fireErrorCaught(told)
        case .nobody: break
        }
        schedule(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            if watch.quiesce() { context.close(promise: nil) }
        case ChannelEvent.inputClosed where watch.isLingering:
            context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        watch.canWrite(context.channel.isWritable, now: .now())
        context.fireChannelWritabilityChanged()
        schedule(context)
    }

    // MARK: What goes

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch Self.unwrapOutboundIn(data) {
        case .head(var head) where head.status.code >= 200:
            if watch.answerBegins() {
                head.headers.replaceOrAdd(name: "Connection", value: "close")
            }
            if isOld { head.version = .http1_0 }
            context.write(Self.wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            writeEnd(data, context, promise)
        case .body: context.write(data, promise: noting(promise, context))
        default: context.write(data, promise: promise)
        }
    }

    /// Notes when the socket has taken a part of an answer: whether it takes more tells little,
    /// as parts come faster than it takes them.
    private func noting(
        _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
    ) -> EventLoopPromise<Void> {
        let written = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        written.futureResult.whenSuccess { bound.value.watch.partSent(now: .now()) }
        return written
    }

    /// Answers an error where no request can be answered.
    private func answer(_ error: APIError, _ context: ChannelHandlerContext) {
        let answer = RawAnswer(error)
        logger.info("refused", metadata: ["status": "\(error.status.code)"])
        _ = watch.answerBegins()
        context.write(Self.wrapOutboundOut(.head(answer.head)), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
        writeEnd(NIOAny(HTTPServerResponsePart.end(nil)), context, nil)
    }

    /// Writes the end of an answer; sends nothing more after the last.
    private func writeEnd(
        _ data: NIOAny, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
    ) {
        let after = watch.answerEnds()
        let written = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        if case .linger = after { closesOutput = true }
        written.futureResult.whenComplete { _ in
            let (guarding, context) = bound.value
            let closes = guarding.watch.answerSent(now: .now())
            guarding.closeOutputIfSent(context)
            if closes { context.close(promise: nil) }
            guarding.schedule(context)
        }
        context.writeAndFlush(data, promise: written)
        if case .linger = after { context.read() }
    }

    /// Closing one side where the other is closed closes the socket, whatever waits to be
    /// sent: a client who sends nothing more would lose the end of its answer.
    func close(
        context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?
    ) {
        guard case .output = mode else {
            context.close(mode: mode, promise: promise)
            return
        }
        closesOutput = true
        promise?.succeed()
        closeOutputIfSent(context)
    }

    private func closeOutputIfSent(_ context: ChannelHandlerContext) {
        guard closesOutput, watch.unsent == 0 else { return }
        closesOutput = false
        context.close(mode: .output, promise: nil)
    }

    /// Whether a client waits to be told to send a body that it may send.
    private func waitsForLeave(_ head: HTTPRequestHead) -> Bool {
        guard head.version == .http1_1,
            head.headers.first(name: "expect")?.lowercased() == "100-continue"
        else { return false }
        let length = head.headers.first(name: "content-length").flatMap { Int($0) }
        return (length ?? 0) <= maximumBody
    }

    private func goAhead(_ context: ChannelHandlerContext) {
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
    }

    // MARK: Time

    private func stop() {
        timer?.cancel()
        timer = nil
        timerAt = nil
    }

    /// Sees to it that somebody looks when something expires; a timer that rings too early
    /// is cheaper than one moved with each byte.
    private func schedule(_ context: ChannelHandlerContext) {
        guard context.channel.isActive, let deadline = watch.deadline else { return }
        if let timerAt, timerAt <= deadline { return }
        timer?.cancel()
        timerAt = deadline
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: deadline) {
            let (guarding, context) = bound.value
            guarding.timer = nil
            guarding.timerAt = nil
            guarding.expire(context)
        }
    }

    private func expire(_ context: ChannelHandlerContext) {
        switch watch.expired(now: .now()) {
        case nil: break
        case .head(began: true):
            answer(.late("head", setting: "header_timeout"), context)
        case .body(isAnswering: false):
            // Whoever reads the body answers.
            watch.loseBody()
            context.fireErrorCaught(APIError.late("body", setting: "body_timeout"))
        case .write:
            giveUpUnlessTaken(context)
            return
        case .some(let expiry): return giveUp(context, expiry)
        }
        schedule(context)
    }

    private func giveUp(_ context: ChannelHandlerContext, _ expiry: RequestWatch.Expiry) {
        logger.debug("connection expired", metadata: ["of": "\(expiry)"])
        context.close(promise: nil)
    }

    /// Ends a connection whose client has taken nothing since this was last asked: after one to
    /// two times the limit.
    private func giveUpUnlessTaken(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.channel.acknowledgedBytes().whenSuccess { acknowledged in
            let (guarding, context) = bound.value
            if guarding.watch.acknowledged(acknowledged, now: .now()) {
                guarding.schedule(context)
            } else {
                guarding.giveUp(context, .write)
            }
        }
    }
}
