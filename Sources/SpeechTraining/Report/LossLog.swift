internal import StrictJSON

/// What a training wrote into its losses.jsonl: values by name and step.
///
/// Each line is an object of numbers: `step`, and whatever was measured there; `null`, and what no
/// picture has room for (beyond 1e100), is a number that wasn't finite. Lines that are something else are left out and told. Where a step comes
/// twice, as after a crash, what was written later counts.
public struct LossLog: Sendable {
    /// What was measured under one name.
    public struct Series: Sendable {
        /// What it is called.
        public let name: String
        /// Values by step, ascending; those that weren't finite are NaN.
        public fileprivate(set) var points: [Point]
    }

    /// A value and where it was measured.
    public struct Point: Sendable, Hashable {
        /// Steps so far.
        public var step: Int
        /// The value.
        public var value: Double
    }

    /// A line that was left out.
    public struct Skipped: Sendable, Hashable {
        /// Its number, from 1.
        public let line: Int
        /// What is wrong with it.
        public let reason: String
    }

    /// The most bytes of a file.
    static let mostBytes = 1 << 28
    /// The most names of all lines.
    private static let mostNames = 100
    /// Sums of what is smaller don't overflow.
    private static let largest = 1e100
    private static let mostLineBytes = 1 << 16

    /// In the order in which they came up first.
    public private(set) var all: [Series] = []
    /// Lines that were left out.
    public private(set) var skipped: [Skipped] = []

    /// Reads a file.
    ///
    /// - Throws: ``TrainingError/input(file:reason:)`` for a file that can't be read or has no
    ///   line that can; it names the first line's mistake.
    public init(at path: String) throws(TrainingError) {
        self.init(try TrainingFile.read(path, limit: Self.mostBytes))
        guard all.isEmpty else { return }
        throw .input(
            file: skipped.first.map { "\(path), line \($0.line)" } ?? path,
            reason: "\(skipped.first?.reason ?? "it is empty"); a training's losses.jsonl has "
                + "lines such as {\"step\": 20, \"mel\": 0.5}")
    }

    /// The lines of a file.
    init(_ bytes: [UInt8]) {
        var places: [String: Int] = [:]
        for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false)
            .enumerated() where !line.isEmpty
        {
            let fields: (step: Int, values: [(String, Double)])
            do throws(Unread) {
                fields = try Self.fields(Array(line))
                let new = fields.values.count { places[$0.0] == nil }
                guard places.count + new <= Self.mostNames else {
                    throw Unread(reason: "more than \(Self.mostNames) names")
                }
            } catch {
                skipped.append(Skipped(line: index + 1, reason: error.reason))
                continue
            }
            for (name, value) in fields.values {
                let place = places[name] ?? all.count
                if place == all.count {
                    places[name] = place
                    all.append(Series(name: name, points: []))
                }
                all[place].points.append(Point(step: fields.step, value: value))
            }
        }
        for place in all.indices { all[place].sort() }
    }

    /// What was measured under a name; nil if nothing was.
    public func series(_ name: String) -> Series? { all.first { $0.name == name } }

    /// The last step that was told; 0 if none was.
    public var lastStep: Int { all.compactMap(\.points.last?.step).max() ?? 0 }

    private struct Unread: Error { let reason: String }

    private static func fields(
        _ line: [UInt8]
    ) throws(Unread) -> (step: Int, values: [(String, Double)]) {
        guard line.count <= mostLineBytes else {
            throw Unread(reason: "longer than \(mostLineBytes) bytes")
        }
        var step: Int?
        var values: [(String, Double)] = []
        do throws(JSONError) {
            var reader = JSONReader(line, mostValues: mostNames + 2)
            try reader.enterObject()
            while let key = try reader.nextKey() {
                let place = reader.keyOffset
                guard !values.contains(where: { $0.0 == key }), key != "step" || step == nil else {
                    throw reader.repeatedKey(at: place)
                }
                switch (key, try reader.kind()) {
                case ("step", _): step = try reader.wholeNumber()
                case (_, .null):
                    try reader.null()
                    values.append((key, .nan))
                default:
                    let value = try reader.number()
                    values.append((key, abs(value) <= largest ? value : .nan))
                }
            }
            try reader.end()
        } catch {
            throw Unread(reason: "\(error)")
        }
        guard let step, step < 1 << 40 else { throw Unread(reason: "it names no step") }
        guard values.allSatisfy({ $0.0.utf8.count <= 100 }) else {
            throw Unread(reason: "a name is longer than 100 bytes")
        }
        return (step, values)
    }
}

extension LossLog.Series {
    /// Ascending; of equal steps the one that was written last.
    fileprivate mutating func sort() {
        let isSorted = zip(points, points.dropFirst()).allSatisfy { $0.step < $1.step }
        if isSorted { return }
        var last: [Int: Double] = [:]
        for point in points { last[point.step] = point.value }
        points = last.sorted { $0.key < $1.key }.map {
            LossLog.Point(step: $0.key, value: $0.value)
        }
    }

    /// Each point as the mean of those around it, which weigh less the farther they are: a part
    /// 1/e at so many steps, or, in the beginning where losses fall fast, at a fifth of the steps
    /// so far. Values that aren't finite are left out.
    func smoothed(over steps: Double) -> [LossLog.Point] {
        let points = finite
        guard steps > 0 else { return points }
        let places = points.map { Self.place(Double($0.step), over: steps) }
        var result = points
        var weights = [Double](repeating: 1, count: points.count)
        // What lies before, then what lies behind.
        for order in [Array(points.indices), points.indices.reversed()] {
            var (sum, weight) = (0.0, 0.0)
            for (last, index) in zip(order.prefix(1) + order, order) {
                let kept = decay(abs(places[index] - places[last]))
                (sum, weight) = (sum * kept, weight * kept)
                result[index].value += sum
                weights[index] += weight
                (sum, weight) = (sum + points[index].value, weight + 1)
            }
        }
        for index in result.indices { result[index].value /= weights[index] }
        return result
    }

    /// Where a step lies on a scale on which weights fall to 1/e in 1.
    private static func place(_ step: Double, over steps: Double) -> Double {
        let part = 5.0
        let bend = part * steps
        return step < bend
            ? part * logarithm(max(step, 1))
            : part * logarithm(max(bend, 1)) + (step - bend) / steps
    }

    /// Those that are numbers.
    var finite: [LossLog.Point] { points.filter(\.value.isFinite) }
}
