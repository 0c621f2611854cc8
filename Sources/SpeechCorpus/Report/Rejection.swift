internal import AudioSignal

/// Why a file is not in the package.
public struct Rejection: Error, Sendable, Equatable, Codable {
    /// What is wrong; each a different remedy.
    public enum Reason: String, Sendable, Codable, CaseIterable {
        /// No recording of a format that is read.
        case noRecording = "no-recording"
        /// A recording that is damaged, or can't be opened.
        case broken
        /// Shorter than asked for, without silence.
        case tooShort = "too-short"
        /// Longer than asked for, without silence.
        case tooLong = "too-long"
        /// Its peaks were cut off.
        case clipped
        /// Nothing, or hardly anything, is in it.
        case silent
        /// It would make the package too large.
        case noRoom = "no-room"
    }

    /// What is wrong.
    public var reason: Reason
    /// Seconds that it has, as far as it was read.
    public var seconds: Double
    /// More about it.
    public var detail: String

    init(_ reason: Reason, _ duration: Duration = .zero, detail: String = "") {
        self.reason = reason
        seconds = duration.seconds
        self.detail = detail
    }
}

extension Rejection: CustomStringConvertible {
    /// `clipped: 1.9 in 1000 samples are flat`
    public var description: String {
        detail.isEmpty ? reason.rawValue : "\(reason.rawValue): \(detail)"
    }
}
