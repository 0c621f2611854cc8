/// Words to be read while they are heard: as many of one chunk as two lines hold.
public struct SubtitleCue: Sendable, Equatable {
    /// Letters of a line, as broadcasters' guidelines have it (Netflix, BBC: 37 to 42).
    static let lineLength = 42

    /// When, in seconds.
    public private(set) var time: Range<Double>

    private let chunk: Int
    private let utf8: [UInt8]
    /// Its part of the chunk's text, up to the last letter.
    private var range: Range<Int>

    init(_ word: Range<Int>, of text: String, in chunk: Int, _ time: Range<Double>) {
        self.time = time
        self.chunk = chunk
        utf8 = Array(text.utf8)
        range = word
    }

    /// Adds a word, where there is room for it.
    mutating func add(_ word: Range<Int>, of chunk: Int, until end: Double) -> Bool {
        let longer = range.lowerBound..<max(range.upperBound, word.upperBound)
        guard chunk == self.chunk, letters(longer).count <= 2 * Self.lineLength else {
            return false
        }
        range = longer
        time = time.lowerBound..<max(time.lowerBound, end)
        return true
    }

    /// The words with the marks that belong to them, in one line or two.
    public var lines: [String] {
        let text = letters(withMarks)
        guard text.count > Self.lineLength else { return [text] }
        let middle = text.count / 2
        let spaces = text.enumerated().filter { $1 == " " }.map(\.offset)
        guard let best = spaces.min(by: { abs($0 - middle) < abs($1 - middle) }) else {
            return [text]
        }
        return [String(text.prefix(best)), String(text.dropFirst(best + 1))]
    }

    /// Its range, with what stands before and behind it up to the next space.
    private var withMarks: Range<Int> {
        let lower = utf8[..<range.lowerBound].lastIndex(of: 0x20).map { $0 + 1 } ?? 0
        let upper = utf8[range.upperBound...].firstIndex(of: 0x20) ?? utf8.count
        return lower..<upper
    }

    private func letters(_ range: Range<Int>) -> String {
        String(decoding: utf8[range], as: UTF8.self)
    }
}

/// How subtitles are written.
public enum SubtitleFormat: String, Sendable, CaseIterable {
    /// SubRip.
    case srt
    /// WebVTT.
    case vtt

    /// The text of a file.
    public func text(of cues: [SubtitleCue]) -> String {
        var text = self == .vtt ? "WEBVTT\n\n" : ""
        for (index, cue) in cues.enumerated() {
            if self == .srt { text += "\(index + 1)\n" }
            text += clock(cue.time.lowerBound) + " --> " + clock(cue.time.upperBound) + "\n"
            text += cue.lines.map(escaped).joined(separator: "\n") + "\n\n"
        }
        return text
    }

    private func clock(_ seconds: Double) -> String {
        let milliseconds = Int((seconds * 1_000).rounded())
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return digits(milliseconds / 3_600_000, 2) + ":" + digits(milliseconds / 60_000 % 60, 2)
            + ":" + digits(milliseconds / 1_000 % 60, 2) + (self == .srt ? "," : ".")
            + digits(milliseconds % 1_000, 3)
    }

    /// A line without what would be taken for markup or for an arrow between times.
    private func escaped(_ line: String) -> String {
        guard self == .vtt else { return line.replacing("-->", with: "→") }
        return line.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }
}
