/// The parts of a WAV file that tests look at.
struct WAVFile {
    /// Bytes of samples that the header promises.
    let promised: Int
    /// Bytes that are there.
    let present: Int

    /// Reads the chunks of a file; nil where it is no complete WAV.
    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: Array("RIFF".utf8)) else { return nil }
        var position = 12
        while position + 8 <= bytes.count {
            let size = bytes[position + 4..<position + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
            if bytes[position..<position + 4].elementsEqual("data".utf8) {
                promised = size
                present = bytes.count - position - 8
                return
            }
            position += 8 + size + size % 2
        }
        return nil
    }
}
