import Foundation

/// Arrays that reference implementations made (scripts/golden/audio_features.py).
struct Golden {
    /// An array and its shape, frames first.
    struct Values {
        let shape: [Int]
        let values: [Float]
    }

    private let arrays: [String: Values]

    /// Those of this target.
    static let audio = Golden()

    private init() {
        guard let folder = Bundle.module.url(forResource: "Golden", withExtension: nil),
            let index = try? JSONSerialization.jsonObject(
                with: Data(contentsOf: folder.appending(path: "index.json"))) as? [String: [Any]],
            let bytes = try? [UInt8](Data(contentsOf: folder.appending(path: "values.f32")))
        else { fatalError("the golden values can't be read") }
        arrays = index.mapValues { entry in
            guard let start = entry[0] as? Int, let shape = entry[1] as? [Int] else {
                fatalError("index.json has another form")
            }
            let values = (start..<start + shape.reduce(1, *)).map { position in
                Float(
                    bitPattern: bytes[4 * position..<4 * position + 4].reversed()
                        .reduce(0) { $0 << 8 | UInt32($1) })
            }
            return Values(shape: shape, values: values)
        }
    }

    subscript(name: String) -> Values {
        guard let values = arrays[name] else { fatalError("no golden values named \(name)") }
        return values
    }
}

/// The largest difference, as a share of the largest value expected; infinite where the
/// counts differ or something isn't a number.
func error(_ actual: [Float], _ expected: [Float]) -> Float {
    guard actual.count == expected.count else { return .infinity }
    let peak = expected.map(\.magnitude).max() ?? 0
    let worst = zip(actual, expected).map { ($0 - $1).magnitude }
        .reduce(Float(0)) { $1.isNaN ? .infinity : max($0, $1) }
    return peak > 0 ? worst / peak : worst
}
