import VoiceConversion

/// What a key does while somebody speaks.
enum LiveKey {
    case bypass, higher, lower, gate, quit

    /// The words that tell them.
    static let help = "keys: b bypass, + and - pitch, g gate, q quit"

    /// A key; nil for one that does nothing.
    init?(_ byte: UInt8) {
        switch Character(Unicode.Scalar(byte)) {
        case "b", "B": self = .bypass
        case "+", "=": self = .higher
        case "-", "_": self = .lower
        case "g", "G": self = .gate
        case "q", "Q": self = .quit
        default: return nil
        }
    }

    /// Changes settings as the key says.
    ///
    /// - Parameter gate: The threshold of the gate where it is on.
    func change(_ settings: inout LiveSettings, gate: Double) {
        switch self {
        case .bypass: settings.bypasses.toggle()
        case .higher: settings.pitchShift = min(settings.pitchShift + 1, 24)
        case .lower: settings.pitchShift = max(settings.pitchShift - 1, -24)
        case .gate: settings.gate = settings.gate == nil ? gate : nil
        case .quit: break
        }
    }
}
