public import AudioSignal
internal import Glibc

/// How far recordings of the same words are from each other, whatever their pace.
///
/// The mean Euclidean distance of cepstra (``VoiceAnalyzer``'s, every second frame) along the path of
/// dynamic time warping that makes it least (Sakoe and Chiba 1978), pauses left out.
public struct AlignedDistance: Sendable {
    private let analyzer = VoiceAnalyzer()
    /// The longest recording: the time goes with the square.
    public static let limit = Duration.seconds(60)

    /// Makes tables.
    public init() {}

    /// The distance of two recordings.
    ///
    /// - Throws: `silent` where nobody speaks in one of them, `tooLong` beyond ``limit``.
    public func callAsFunction(
        _ a: AudioBuffer, _ b: AudioBuffer
    ) throws(EvaluationError) -> Double {
        guard a.duration <= Self.limit, b.duration <= Self.limit else { throw .tooLong }
        let (first, second) = (try frames(of: a), try frames(of: b))
        guard !first.isEmpty, !second.isEmpty else { throw .silent }
        return Self.distance(first, second)
    }

    private func frames(of audio: AudioBuffer) throws(EvaluationError) -> [[Double]] {
        let all = try analyzer.cepstra(of: audio)
        return stride(from: 0, to: all.count, by: 2).map { all[$0] }
    }

    /// The mean along the path.
    static func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
        // Sums and lengths of the best paths to the frames before, by columns.
        var before = [(sum: Double, count: Int)](repeating: (.infinity, 0), count: b.count + 1)
        before[0] = (0, 0)
        for frame in a {
            var now = [(sum: Double, count: Int)](repeating: (.infinity, 0), count: b.count + 1)
            for (column, other) in b.enumerated() {
                var best = before[column]
                if before[column + 1].sum < best.sum { best = before[column + 1] }
                if now[column].sum < best.sum { best = now[column] }
                now[column + 1] = (best.sum + apart(frame, other), best.count + 1)
            }
            before = now
        }
        return before[b.count].sum / Double(max(before[b.count].count, 1))
    }

    private static func apart(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
}
