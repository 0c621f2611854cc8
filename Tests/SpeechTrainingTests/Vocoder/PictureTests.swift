import Testing

@testable import SpeechTraining

struct PictureTests {
    @Test func `a picture is a PNG file, byte by byte`() {
        var picture = Picture(width: 2, height: 1)
        picture.shades = [0, 255]
        // Signature and size; the checksum of the end is in the specification.
        let bytes: [UInt8] = [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
            0, 0, 0, 2, 0, 0, 0, 1, 8, 0, 0, 0, 0,
        ]
        #expect(Array(picture.png.prefix(bytes.count)) == bytes)
        #expect(
            picture.png.suffix(12) == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    }
}
