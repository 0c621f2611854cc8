import SpeechEngine

/// One line on the terminal that tells how far the work is.
struct ProgressLine {
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var last: ContinuousClock.Instant?
    private var width = 0

    /// Makes the line; it stays empty where standard error is no terminal.
    init(isQuiet: Bool) {
        isShown = !isQuiet && Console.showsProgress
    }

    /// Draws the line anew, at most ten times a second.
    mutating func show(_ session: SpeechSession) {
        show { Self.text(session.progress, elapsed: $0) }
    }

    /// Draws other words, at most ten times a second.
    ///
    /// - Parameter text: Makes them, of the seconds since the work began.
    mutating func show(_ text: (_ elapsed: Int64) -> String) {
        guard isShown else { return }
        let now = ContinuousClock.now
        if let last, now - last < .milliseconds(100) { return }
        last = now
        draw(text((now - start).components.seconds))
    }

    /// Takes the line away.
    mutating func clear() {
        guard isShown, width > 0 else { return }
        draw("")
        try? Console.write("\r", to: 2, name: "standard error")
        width = 0
    }

    /// The words of the line.
    static func text(_ progress: SpeechProgress, elapsed: Int64) -> String {
        let total = (progress.isExact ? "" : "~") + String(progress.expectedChunks)
        var text = "chunk \(progress.chunks) of \(total)  audio \(clock(progress.audioSeconds))"
        if progress.audioSeconds > 0 {
            let factor = progress.synthesisSeconds / progress.audioSeconds
            text += "  RTF \((factor * 1000).rounded() / 1000)"
        }
        if progress.chunks > 0, progress.expectedChunks > progress.chunks, elapsed > 1 {
            let rest = Double(progress.expectedChunks - progress.chunks)
            text += "  \(clock(Double(elapsed) / Double(progress.chunks) * rest)) left"
        }
        return text
    }

    /// A time as people read it: 1:02 or 1:02:03.
    static func clock(_ seconds: Double) -> String {
        let whole = Int(max(0, min(seconds, 1e9)).rounded())
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    }

    private mutating func draw(_ text: String) {
        let blank = String(repeating: " ", count: max(0, width - text.count))
        try? Console.write("\r" + text + blank, to: 2, name: "standard error")
        width = text.count
    }
}
