import NIOCore
import Testing

@testable import SpeechServer

@Suite("Frames to messages")
struct MessageAssemblerTests {
    private func frame(
        _ kind: UInt8, _ text: String = "", isLast: Bool = true
    ) -> MessageAssembler.Frame {
        MessageAssembler.Frame(kind: kind, payload: ByteBuffer(string: text), isLast: isLast)
    }

    @Test func `fragments make one message, with pings between them`() {
        var assembler = MessageAssembler(limit: 100)
        #expect(assembler.take(frame(1, "one ", isLast: false)) == .wait)
        #expect(assembler.take(frame(9, "?")) == .pong(ByteBuffer(string: "?")))
        #expect(assembler.take(frame(0, "two ", isLast: false)) == .wait)
        #expect(assembler.take(frame(10)) == .alive)
        #expect(
            assembler.take(frame(0, "three"))
                == .deliver(.text(ByteBuffer(string: "one two three"))))
        #expect(assembler.take(frame(2, "bytes")) == .deliver(.binary(ByteBuffer(string: "bytes"))))
    }

    @Test func `a character may be divided between fragments`() {
        var assembler = MessageAssembler(limit: 100)
        let bytes = Array("é".utf8)
        #expect(
            assembler.take(.init(kind: 1, payload: ByteBuffer(bytes: bytes[..<1]), isLast: false))
                == .wait)
        #expect(
            assembler.take(.init(kind: 0, payload: ByteBuffer(bytes: bytes[1...])))
                == .deliver(.text(ByteBuffer(string: "é"))))
    }

    @Test func `what breaks the rules is told by its code`() {
        func code(_ frames: MessageAssembler.Frame...) -> UInt16? {
            var assembler = MessageAssembler(limit: 10)
            var code: UInt16?
            for frame in frames {
                if case .fail(let closure) = assembler.take(frame) { code = closure.code }
            }
            return code
        }
        var bare = frame(1, "a")
        bare.isMasked = false
        #expect(code(bare) == 1002)
        var reserved = frame(1, "a")
        reserved.hasReservedBits = true
        #expect(code(reserved) == 1002)
        #expect(code(frame(3)) == 1002 && code(frame(11)) == 1002)
        #expect(code(frame(0)) == 1002, "nothing to continue")
        #expect(code(frame(1, "a", isLast: false), frame(1, "b")) == 1002)
        #expect(code(.init(kind: 1, payload: ByteBuffer(bytes: [0xC3, 0x28]))) == 1007)
        #expect(code(.init(kind: 1, payload: ByteBuffer(bytes: [0xED, 0xA0, 0x80]))) == 1007)
        #expect(code(frame(2, "12345", isLast: false), frame(0, "678901")) == 1009)
        #expect(code(frame(8, "x")) == 1002, "half a code")
        #expect(code(.init(kind: 8, payload: ByteBuffer(bytes: [0x03, 0xED]))) == 1002, "1005")
        #expect(code(.init(kind: 8, payload: ByteBuffer(bytes: [0x03, 0xE8, 0xFF]))) == 1007)
    }

    @Test func `a close frame is answered with its code`() {
        var assembler = MessageAssembler(limit: 10)
        #expect(assembler.take(frame(8)) == .closed(.normal))
        #expect(
            assembler.take(.init(kind: 8, payload: ByteBuffer(bytes: [0x0F, 0xA0])))
                == .closed(WebSocketClosure(code: 4000, reason: "")))
    }

    @Test func `a reason is cut between characters`() {
        let closure = WebSocketClosure(code: 1011, reason: String(repeating: "語", count: 60))
        #expect(closure.payload.readableBytes == 2 + 123)
        #expect(
            String(validating: closure.payload.readableBytesView.dropFirst(2), as: UTF8.self) != nil
        )
    }
}
