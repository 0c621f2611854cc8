import NIOCore
import SpeechEngine
import Testing

@testable import SpeechServer

@Suite("Until when a connection has to do something")
struct RequestWatchTests {
    private let limits: ConnectionLimits = {
        var settings = ServerSettings()
        settings.headerTimeout = .seconds(10)
        settings.bodyTimeout = .seconds(30)
        settings.writeTimeout = .seconds(60)
        settings.idleTimeout = .seconds(75)
        return ConnectionLimits(settings, connections: 10)
    }()

    private func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }

    @Test func `bytes that drip in don't prolong the time for a head`() {
        var watch = RequestWatch(limits, now: at(0))
        #expect(watch.expired(now: at(10)) == .head(began: false))
        for second in 1...9 {
            watch.readComplete(now: at(Int64(second)))
            watch.read(now: at(Int64(second)))
        }
        #expect(watch.deadline == at(10))
        #expect(watch.expired(now: at(10)) == .head(began: true))
    }

    @Test func `a later head has its time from its first byte`() {
        var watch = RequestWatch(limits, now: at(0))
        watch.head(isLast: false, now: at(1))
        watch.end()
        watch.readComplete(now: at(1))
        #expect(watch.deadline == nil, "an answer may take its time")
        #expect(watch.answerBegins() == false)
        #expect(watch.answerEnds() == .goOn)
        #expect(watch.deadline == nil, "much of it may still have to be sent")
        #expect(watch.answerSent(now: at(50)) == false)
        #expect(watch.deadline == at(125))
        watch.readComplete(now: at(60))
        #expect(watch.deadline == at(70))
    }

    @Test func `a body has its time from its last byte, and only while it is read`() {
        var watch = RequestWatch(limits, now: at(0))
        watch.head(isLast: false, now: at(1))
        watch.body(now: at(5))
        #expect(watch.expired(now: at(34)) == nil)
        #expect(watch.expired(now: at(35)) == .body(isAnswering: false))
        watch.readComplete(now: at(6))
        #expect(watch.deadline == nil, "nobody asks for more")
        watch.read(now: at(100))
        #expect(watch.deadline == at(130))
    }

    @Test func `an answer to a body that nobody reads ends the connection`() {
        var watch = RequestWatch(limits, now: at(0))
        watch.head(isLast: false, now: at(1))
        watch.body(now: at(5))
        #expect(watch.answerBegins() == true)
        #expect(watch.answerEnds() == .linger)
        #expect(watch.isLingering)
        #expect(watch.deadline == nil, "it isn't cut off while it is sent")
        #expect(watch.answerSent(now: at(6)) == false)
        #expect(watch.expired(now: at(7)) == nil)
        #expect(watch.expired(now: at(8)) == .linger)
    }

    @Test func `what is no HTTP is told to whom it concerns`() {
        var first = RequestWatch(limits, now: at(0))
        #expect(first.malformed() == .answer)
        var body = RequestWatch(limits, now: at(0))
        body.head(isLast: false, now: at(1))
        #expect(body.malformed() == .reader)
        #expect(body.deadline == nil)
        #expect(body.answerBegins() == true, "the connection ends with the answer")
        var next = RequestWatch(limits, now: at(0))
        next.head(isLast: false, now: at(1))
        next.end()
        #expect(next.malformed() == .nobody)
    }

    @Test func `a server that ends lets requests end first`() {
        var idle = RequestWatch(limits, now: at(0))
        #expect(idle.quiesce() == true)
        var reading = RequestWatch(limits, now: at(0))
        reading.readComplete(now: at(1))
        #expect(reading.quiesce() == false)
        var busy = RequestWatch(limits, now: at(0))
        busy.head(isLast: false, now: at(1))
        busy.end()
        #expect(busy.quiesce() == false)
        #expect(busy.answerBegins() == true)
        #expect(busy.answerEnds() == .linger)
        var sending = RequestWatch(limits, now: at(0))
        sending.head(isLast: false, now: at(1))
        sending.end()
        _ = sending.answerBegins()
        #expect(sending.answerEnds() == .goOn)
        #expect(sending.quiesce() == false, "its answer is still being sent")
        #expect(sending.answerSent(now: at(3)) == true)
    }

    @Test func `a client that takes nothing is given up`() {
        var watch = RequestWatch(limits, now: at(0))
        watch.head(isLast: false, now: at(1))
        watch.end()
        watch.canWrite(false, now: at(2))
        watch.canWrite(false, now: at(20))
        #expect(watch.deadline == at(62))
        #expect(watch.expired(now: at(62)) == .write)
        watch.partSent(now: at(25))
        #expect(watch.deadline == at(85), "it takes something, if little")
        #expect(watch.acknowledged(1_000, now: at(28)) == true)
        #expect(watch.deadline == at(88))
        #expect(watch.acknowledged(1_000, now: at(29)) == false)
        #expect(watch.deadline == at(88), "it took nothing since")
        watch.canWrite(true, now: at(30))
        #expect(watch.deadline == nil)
    }
}
