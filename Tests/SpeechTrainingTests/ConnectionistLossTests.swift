import Foundation
import Testing

@testable import SpeechTraining

@Suite struct ConnectionistLossTests {
    /// What a path says: phones that go on count once, blanks not at all.
    private func said(_ path: [Int]) -> [Int] {
        path.indices.filter { path[$0] != 0 && ($0 == 0 || path[$0 - 1] != path[$0]) }
            .map { path[$0] }
    }

    /// The likelihood of phones by going through all paths.
    private func likelihood(_ logits: [Float], classes: Int, of phones: [Int]) -> Double {
        let frames = logits.count / classes
        let probabilities = (0..<frames).flatMap { frame -> [Double] in
            let row = logits[frame * classes..<(frame + 1) * classes].map { exp(Double($0)) }
            let sum = row.reduce(0, +)
            return row.map { $0 / sum }
        }
        var sum = 0.0
        let paths = (0..<frames).reduce(1) { count, _ in count * classes }
        for number in 0..<paths {
            var (rest, path) = (number, [Int]())
            for _ in 0..<frames {
                path.append(rest % classes)
                rest /= classes
            }
            guard said(path) == phones else { continue }
            sum += path.enumerated().reduce(1) {
                $0 * probabilities[$1.offset * classes + $1.element]
            }
        }
        return sum
    }

    private func logits(_ frames: Int, _ classes: Int, seed: UInt64) -> [Float] {
        (0..<frames * classes).map { Float(6 * unit(seed, $0, 0) - 3) }
    }

    private static let rows: [[Int]] = [
        [], [1], [2], [1, 2], [2, 1], [1, 1], [3, 3, 1], [1, 2, 3], [2, 2], [1, 2, 1],
        [3, 1, 3, 2],
    ]

    @Test(arguments: rows)
    func `the loss is that of all paths together`(phones: [Int]) throws {
        for frames in ConnectionistLoss.leastFrames(of: phones)...6 where frames > 0 {
            let logits = logits(frames, 4, seed: UInt64(frames))
            let loss = try #require(
                ConnectionistLoss(logits: logits[...], classes: 4, phones: phones))
            let expected = -log(likelihood(logits, classes: 4, of: phones))
            #expect(abs(loss.loss - expected) < 1e-9 * max(1, abs(expected)), "\(frames) frames")
        }
    }

    @Test(arguments: rows)
    func `the gradient is the loss' slope, and sums to nothing in each frame`(
        phones: [Int]
    ) throws {
        let frames = max(ConnectionistLoss.leastFrames(of: phones), 5)
        let logits = logits(frames, 4, seed: 3)
        func loss(_ logits: [Float]) throws -> ConnectionistLoss {
            try #require(ConnectionistLoss(logits: logits[...], classes: 4, phones: phones))
        }
        let gradient = try loss(logits).gradient
        for place in logits.indices {
            var (more, less) = (logits, logits)
            more[place] += 0x1p-8
            less[place] -= 0x1p-8
            let slope = (try loss(more).loss - loss(less).loss) / 0x1p-7
            #expect(abs(Double(gradient[place]) - slope) < 1e-4, "\(place)")
        }
        for frame in 0..<frames {
            #expect(abs(gradient[frame * 4..<frame * 4 + 4].reduce(0, +)) < 1e-5)
        }
    }

    @Test func `phones that don't fit in the frames have no loss`() {
        #expect(ConnectionistLoss.leastFrames(of: [1, 1, 2, 2, 2]) == 8)
        let logits = logits(3, 4, seed: 1)
        #expect(ConnectionistLoss(logits: logits[...], classes: 4, phones: [1, 1, 1]) == nil)
        #expect(ConnectionistLoss(logits: logits[...], classes: 4, phones: [1, 2, 1]) != nil)
        #expect(ConnectionistLoss(logits: [], classes: 4, phones: []) == nil)
        var broken = logits
        broken[4] = .nan
        #expect(ConnectionistLoss(logits: broken[...], classes: 4, phones: [1]) == nil)
    }

    @Test func `a part of a longer array is judged like an array of its own`() throws {
        let logits = logits(9, 4, seed: 5)
        let part = try #require(
            ConnectionistLoss(logits: logits[8..<28], classes: 4, phones: [2, 3]))
        let own = try #require(
            ConnectionistLoss(logits: Array(logits[8..<28])[...], classes: 4, phones: [2, 3]))
        #expect(part.loss == own.loss && part.gradient == own.gradient)
    }

    @Test func `a long and certain recording stays finite`() throws {
        // Every phone for ten frames, each class sure of itself by a thousand.
        let phones = (0..<60).map { 1 + $0 % 3 }
        let logits = phones.flatMap { phone in
            (0..<10).flatMap { _ in (0..<4).map { Float($0 == phone ? 1_000 : 0) } }
        }
        let loss = try #require(
            ConnectionistLoss(logits: logits[...], classes: 4, phones: phones))
        #expect(abs(loss.loss) < 1e-6)
        #expect(loss.gradient.allSatisfy { abs($0) < 1e-6 })
        let other = try #require(
            ConnectionistLoss(
                logits: logits[...], classes: 4, phones: Array(phones.reversed())))
        #expect(other.loss.isFinite && other.loss > 1_000)
    }
}
