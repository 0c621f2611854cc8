/// A picture in shades of grey, as a PNG file.
public struct Picture: Sendable {
    /// Pixels from left to right.
    public let width: Int
    /// Pixels from top to bottom.
    public let height: Int
    /// Rows from the top, 0 is black.
    public var shades: [UInt8]

    /// A black picture.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
        shades = [UInt8](repeating: 0, count: width * height)
    }

    /// The picture in PNG's format (ISO/IEC 15948), without compression.
    public var png: [UInt8] {
        var rows: [UInt8] = []
        for row in 0..<height {
            rows.append(0)
            rows += shades[row * width..<(row + 1) * width]
        }
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        bytes += Self.chunk(
            "IHDR", Self.big(UInt32(width)) + Self.big(UInt32(height)) + [8, 0, 0, 0, 0])
        bytes += Self.chunk("IDAT", Self.stored(rows))
        return bytes + Self.chunk("IEND", [])
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return big(UInt32(content.count)) + body + big(checksum(body))
    }

    /// A zlib stream of stored blocks (RFC 1950, RFC 1951).
    private static func stored(_ content: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 65_535, content.count)
            let count = UInt16(end - start)
            bytes.append(end == content.count ? 1 : 0)
            for number in [count, ~count] {
                bytes += [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)]
            }
            bytes += content[start..<end]
            start = end
        } while start < content.count
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in content {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return bytes + big(b << 16 | a)
    }

    /// The cyclic redundancy check of PNG's chunks.
    private static func checksum(_ content: [UInt8]) -> UInt32 {
        var value: UInt32 = .max
        for byte in content {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
        }
        return ~value
    }
}
