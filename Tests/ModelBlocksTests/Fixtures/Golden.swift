import Foundation
import ModelBlocks
import TensorRuntime
import Testing

/// Values of PyTorch, made by scripts/golden/model_blocks.py.
enum Golden {
    static let file = Result {
        try WeightStore(
            at: Bundle.module.resourceURL!.appending(path: "Golden/model_blocks.safetensors").path)
    }

    static func tensor(_ name: String) throws -> Tensor {
        try #require(try file.get()[name], "\(name)")
    }

    /// Builds a network of one layer, runs it on the case's inputs and compares.
    ///
    /// - Parameters:
    ///   - inputs: Shapes with symbols of the inputs.
    ///   - build: From the case's layer and the inputs to what the case gives.
    static func check(
        _ name: String, _ inputs: KeyValuePairs<String, [TensorRuntime.Dimension]>,
        tolerance: Float = 1e-5,
        _ build: (Layer, [String: Value]) -> [(String, Value)]
    ) throws {
        let store = try file.get()
        for index in 0..<64 {
            // One network for each output, since a layer's names are its own.
            var output: String?
            let graph = try Graph(name) { net in
                var values: [String: Value] = [:]
                for (input, shape) in inputs {
                    let element = store["\(name).in.\(input)"]?.element ?? .float32
                    values[input] = net.input(input, shape, as: element)
                }
                let results = build(net / name, values)
                guard index < results.count else { return [:] }
                output = results[index].0
                return ["y": results[index].1]
            }
            guard let output else { return }
            var given: [String: Tensor] = [:]
            for (input, _) in inputs { given[input] = try tensor("\(name).in.\(input)") }
            let result = try #require(try Runtime.run(graph, store, given)["y"])
            let expected = try tensor("\(name).out.\(output)")
            let difference = distance(result, expected)
            #expect(difference <= tolerance, "\(name).\(output): \(result.type)")
        }
    }

    /// A layer with one input and one output.
    static func check(
        _ name: String, _ shape: [TensorRuntime.Dimension], tolerance: Float = 1e-5,
        _ build: (Layer, Value) -> Value
    ) throws {
        try check(name, ["x": shape], tolerance: tolerance) { layer, values in
            [("y", build(layer, values["x"]!))]
        }
    }
}
