import SpeechEngine
import TensorRuntime

/// Weights on their way into another form.
struct WeightConversion {
    private(set) var weights: WeightStore
    /// What quantising cost each layer.
    private(set) var reports: [QuantizationReport] = []
    /// Matrices that were left in floating point, with the reason.
    private(set) var left: [String] = []
    /// Names that quantising made; their types are what the layer needs.
    private var packed: Set<String> = []

    init(_ weights: WeightStore) { self.weights = weights }

    /// Replaces matrices by whole numbers and their scales.
    ///
    /// - Parameter patterns: Which; empty: all that are named `**.weight` and no embeddings.
    mutating func quantize(
        as quantization: WeightQuantization, only patterns: [String]
    ) throws(EngineError) {
        let chosen = weights.names.filter { name in
            guard let weight = weights[name] else { return false }
            if patterns.isEmpty {
                return weight.shape.count == 2 && weight.element.isFloatingPoint
                    && name.hasSuffix(".weight") && !name.lowercased().contains("emb")
            }
            return patterns.contains { Self.fits(name, $0) }
        }
        guard !chosen.isEmpty else {
            throw .invalid(
                field: patterns.isEmpty ? "--quantize" : "--layer",
                value: patterns.isEmpty
                    ? "int\(quantization.bits)" : patterns.joined(separator: " "),
                expected: (patterns.isEmpty
                    ? "a model with matrices named **.weight, or --layer"
                    : "patterns that fit tensors")
                    + "; `syrinx model inspect` lists the names")
        }
        for name in chosen {
            let quantized: (weights: [String: QuantizedWeight], reports: [QuantizationReport])
            do throws(QuantizationError) {
                quantized = try weights.quantized([name], as: quantization)
            } catch {
                left.append(error.description)
                continue
            }
            reports += quantized.reports
            for (name, weight) in quantized.weights {
                weights[name] = nil
                for (end, tensor) in [("packed", weight.packed), ("scales", weight.scales)] {
                    weights["\(name).\(end)"] = tensor
                    packed.insert("\(name).\(end)")
                }
            }
        }
        guard !reports.isEmpty else {
            throw .invalid(
                field: "--quantize", value: left.first ?? "",
                expected: "at least one float matrix [out, in]")
        }
        if case .block(let block) = quantization.grouping {
            weights.metadata["quantization"] = "int\(quantization.bits), blocks of \(block)"
        }
    }

    /// Stores floating point in another width.
    mutating func convert(to element: ElementType) throws(EngineError) {
        for name in weights.names where !packed.contains(name) {
            guard let tensor = weights[name], tensor.element.isFloatingPoint,
                tensor.element != element
            else { continue }
            let converted = tensor.converted(to: element)
            // Numbers above 65,504 have no place in float16.
            guard
                zip(tensor.floats(), converted.floats()).allSatisfy({ $0.isFinite == $1.isFinite })
            else {
                throw .invalid(
                    field: "--half", value: name.visible,
                    expected: "numbers that fit; choose --bfloat16 for this model")
            }
            weights[name] = converted
        }
    }

    /// Whether a name fits a pattern, in the words of name rules.
    private static func fits(_ name: String, _ pattern: String) -> Bool {
        WeightNames([.dropped(pattern)]).name(of: name) == nil
    }
}
