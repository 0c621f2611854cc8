internal import Glibc
internal import ModelBlocks
public import TensorRuntime

extension WeightStore {
    /// Weights to begin training with, as PyTorch's layers begin: uniform within 1 / √(inputs of
    /// a unit) for products and recurrences, ones and zeros for normalisations.
    ///
    /// - Parameters:
    ///   - seed: The same seed gives the same weights.
    ///   - constants: Numbers for parameters that no layer tells what they are, by patterns of
    ///     their names with `*`: `["*.gamma": 0.1]`. They come before what layers say.
    ///   - gains: What weights are multiplied by besides, likewise. PyTorch's are a third of the
    ///     variance that keeps a signal's through layers without normalisation, which √3 restores.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a parameter that nothing says
    ///   how to begin.
    public init(
        initialFor graph: Graph, seed: UInt64, constants: KeyValuePairs<String, Float> = [:],
        gains: KeyValuePairs<String, Float> = [:]
    ) throws(TrainingError) {
        self.init()
        let factors = gains.map { (NamePattern($0.key), $0.value) }
        let starts = Start.all(in: graph)
        let patterns = constants.map { (NamePattern($0.key), $0.value) }
        for parameter in graph.parameters {
            let type = graph.type(of: parameter)
            let start: Start
            if let constant = patterns.first(where: { $0.0.matches(parameter.name) }) {
                start = .constant(constant.1)
            } else if let found = starts[parameter.name] {
                start = found
            } else {
                throw .wrongSetting(
                    name: parameter.name,
                    reason: "no layer tells how this weight begins; give a constant for it")
            }
            let gain = factors.first { $0.0.matches(parameter.name) }?.1 ?? 1
            self[parameter.name] = start.multiplied(by: gain)
                .tensor(type, seed: seed, name: parameter.name)
        }
    }
}

/// How a parameter begins.
private enum Start {
    case constant(Float)
    /// Uniform within plus and minus a bound.
    case uniform(Float)

    func multiplied(by gain: Float) -> Start {
        switch self {
        case .constant(let value): .constant(value * gain)
        case .uniform(let bound): .uniform(bound * gain)
        }
    }

    func tensor(_ type: TensorType, seed: UInt64, name: String) -> Tensor {
        let key = name.utf8.reduce(mixed(seed)) { mixed($0 &+ UInt64($1)) }
        let values: [Float] = (0..<type.count).map { index in
            switch self {
            case .constant(let value): value
            case .uniform(let bound): bound * Float(2 * unit(key, index, 0) - 1)
            }
        }
        return Tensor(values, shape: type.shape)
    }

    /// By the names of parameters: what the operator they go into makes of them.
    static func all(in graph: Graph) -> [String: Start] {
        let names = Dictionary(
            graph.parameters.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
        var starts: [String: Start] = [:]
        for node in graph.nodes {
            let shapes = node.inputs.map { graph.sizes(of: $0) }
            func set(_ index: Int, _ start: Start) {
                guard node.inputs.indices.contains(index), let name = names[node.inputs[index]],
                    starts[name] == nil
                else { return }
                starts[name] = start
            }
            switch node.operation {
            case .linear, .convolution, .transposedConvolution:
                let inputs = shapes[1].dropFirst().reduce(1, *)
                let bound = 1 / Float(max(inputs, 1)).squareRoot()
                set(1, .uniform(bound))
                set(2, .uniform(bound))
            case .layerNorm, .rmsNorm, .groupNorm:
                set(1, .constant(1))
                set(2, .constant(0))
            case .lstm(let hidden, _), .gru(let hidden, _):
                let bound = 1 / Float(hidden).squareRoot()
                for index in 2..<node.inputs.count { set(index, .uniform(bound)) }
            // A table of embeddings: PyTorch draws normal numbers; the same variance does.
            case .gather: set(0, .uniform(Float(3).squareRoot()))
            default: break
            }
        }
        return starts
    }
}

extension Graph {
    fileprivate func sizes(of value: ValueID) -> [Int] {
        values[value].shape.map { $0.fixed ?? 1 }
    }
}
