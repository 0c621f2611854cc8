internal import CConverterWeights
public import ModelBlocks
public import TensorRuntime

/// The converter that is part of the program (Models/streamvc.md).
public enum ShippedConverter {
    /// Its weights.
    ///
    /// - Throws: `ConversionError.weights`, if the program was built of broken ones.
    public static func weights() throws(ConversionError) -> WeightStore {
        let file = cConverterWeights
        do throws(WeightError) {
            return try WeightStore(
                lasting: UnsafeRawBufferPointer(start: file.bytes, count: file.count),
                named: "converter.safetensors")
        } catch {
            throw .weights(error)
        }
    }
}
