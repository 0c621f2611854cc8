import Testing

@testable import SpeechTraining

@Suite struct RidgeRegressionTests {
    /// Examples as scripts/golden/training.py has them.
    let x = (0..<200).map { Float($0 * 37 % 101) / 50 - 1 }
    let y = (0..<80).map { Float($0 * 53 % 97) / 48 - 1 + 3 }

    @Test func `weights are PyTorch's, however examples come`() throws {
        let golden = try Golden.read().ridge
        for piece in [1, 7, 40] {
            var regression = RidgeRegression(features: 5, targets: 2)
            for start in stride(from: 0, to: 40, by: piece) {
                let rows = start..<min(start + piece, 40)
                regression.add(
                    Array(x[rows.lowerBound * 5..<rows.upperBound * 5]),
                    Array(y[rows.lowerBound * 2..<rows.upperBound * 2]))
            }
            #expect(regression.count == 40)
            let (weights, bias) = try #require(regression.solution(penalty: 0.05))
            #expect(zip(weights, golden.weights).allSatisfy { abs($0 - $1) < 1e-6 })
            #expect(zip(bias, golden.bias).allSatisfy { abs($0 - $1) < 1e-6 })
            #expect(weights.count == 10 && bias.count == 2)
        }
    }

    @Test func `without a penalty a linear relation is found, or told to be none`() throws {
        var regression = RidgeRegression(features: 5, targets: 1)
        #expect(regression.solution(penalty: 1) == nil)
        let exact = (0..<40).map { (row: Int) -> Float in
            let (first, last) = (x[row * 5], x[row * 5 + 4])
            return 2 * first - 3 * last + 7
        }
        regression.add(x, exact)
        let (weights, bias) = try #require(regression.solution(penalty: 0))
        for (weight, expected) in zip(weights, [Float(2), 0, 0, 0, -3]) {
            #expect(abs(weight - expected) < 1e-5)
        }
        #expect(abs(bias[0] - 7) < 1e-5)
        var same = RidgeRegression(features: 2, targets: 1)
        same.add([1, 2, 2, 4, 3, 6], [1, 2, 3])
        #expect(same.solution(penalty: 0) == nil)
        #expect(same.solution(penalty: 0.1) != nil)
    }
}
