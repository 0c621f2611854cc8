import Hummingbird
import NIOCore

extension ResponseBody {
    /// Bytes that are there as a whole, written in pieces, each of which tells when the socket
    /// has taken it: of one write of them all, a client that reads slowly looks like one that
    /// reads nothing (`server.write_timeout_s`).
    ///
    /// - Parameter budget: What they were taken from; it is given back when they are sent.
    static func inPieces(_ bytes: [UInt8], of budget: AnswerBudget? = nil) -> ResponseBody {
        let piece = 128 << 10
        guard budget != nil || bytes.count > piece else {
            return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        }
        return ResponseBody(contentLength: bytes.count) { [budget] writer in
            var rest = ByteBuffer(bytes: bytes)
            while let next = rest.readSlice(length: min(piece, rest.readableBytes)),
                next.readableBytes > 0
            {
                try await writer.write(next)
            }
            try await writer.finish(nil)
            withExtendedLifetime(budget) {}
        }
    }
}
