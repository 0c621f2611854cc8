import CGlibc
import Glibc
import VoiceConversion

/// The line that tells how a live conversion goes.
struct LiveStatus {
    /// Milliseconds that the model is late by.
    let algorithmic: Double
    /// Milliseconds that recorder and player keep; nil where that isn't known.
    let buffers: Double?

    /// The words, cut to the terminal's width.
    func text(_ figures: LiveFigures, _ settings: LiveSettings) -> String {
        let meters = figures.meters
        let compute = [0.5, 0.95, 0.99].map {
            Self.short(meters.compute.percentile($0) * 1000)
        }
        let latency =
            "\(Self.short(algorithmic)) + \(compute.joined(separator: "/")) + "
            + "\(Self.short((buffers ?? 0) + figures.waitingMilliseconds)) ms"
            + (buffers == nil ? " and theirs" : "")
        var state = settings.bypasses ? "bypass" : "pitch \(Self.signed(settings.pitchShift))"
        if let gate = settings.gate { state += ", gate \(Self.short(gate))" }
        let text =
            "in \(Self.decibels(meters.inputLevel)) out \(Self.decibels(meters.outputLevel)) dB | "
            + "\(latency) | late \(meters.late), concealed \(meters.concealed), left out "
            + "\(figures.leftOut), dry \(figures.underruns) | \(state)"
        let width = Int(cglibc_terminal_width(STDERR_FILENO))
        return width > 1 ? String(text.prefix(width - 1)) : text
    }

    private static func decibels(_ level: Float) -> String {
        "\(Int((20 * log10(max(Double(level), 1e-5))).rounded()))"
    }

    private static func short(_ number: Double) -> String {
        abs(number) < 10 ? "\((number * 10).rounded() / 10)" : "\(Int(number.rounded()))"
    }

    private static func signed(_ number: Double) -> String {
        (number > 0 ? "+" : "") + short(number)
    }
}
