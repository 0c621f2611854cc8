internal import FoundationEssentials

/// What a training wrote of one held-out recording at its last saving: a picture, and a vocoder's
/// sound beside the recording's.
struct ClipExhibit: Sendable {
    /// A file as a page holds it.
    struct Medium: Sendable {
        let type: String
        let bytes: [UInt8]

        /// The file in the page's own text.
        var address: String { "data:\(type);base64,\(Data(bytes).base64EncodedString())" }
    }

    /// The most bytes of a file that are taken into a page.
    private static let mostBytes = 1 << 24

    let number: Int
    private(set) var picture: Medium?
    private(set) var made: Medium?
    private(set) var recording: Medium?

    /// What there is of a recording in a folder; nil if there is nothing.
    ///
    /// - Parameter notes: Gets a line for each file that is left out.
    init?(_ number: Int, in folder: String, notes: inout [String]) {
        self.number = number
        let name = "\(folder)/clip-\(number)"
        func read(
            _ path: String, _ type: String, startingWith start: [UInt8], _ notes: inout [String]
        ) -> Medium? {
            guard TrainingFile.isThere(path) else { return nil }
            do throws(TrainingError) {
                let bytes = try TrainingFile.read(path, limit: Self.mostBytes)
                guard bytes.starts(with: start) else {
                    throw .input(file: path, reason: "is no \(type)")
                }
                return Medium(type: type, bytes: bytes)
            } catch {
                notes.append("\(error); it is left out")
                return nil
            }
        }
        picture = read("\(name).png", "image/png", startingWith: [0x89, 0x50, 0x4E, 0x47], &notes)
        made = read("\(name).wav", "audio/wav", startingWith: Array("RIFF".utf8), &notes)
        recording = read("\(name)-real.wav", "audio/wav", startingWith: Array("RIFF".utf8), &notes)
        if picture == nil, made == nil, recording == nil { return nil }
    }

    /// Bytes of its files.
    var byteCount: Int {
        [picture, made, recording].reduce(0) { $0 + ($1?.bytes.count ?? 0) }
    }
}
