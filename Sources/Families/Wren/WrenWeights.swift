internal import CWrenVoices
public import SpeechModel
public import TensorRuntime

/// What Wren speaks with: the weights of its networks, and the voices that are made of their
/// speakers.
public struct WrenWeights: Sendable {
    /// What `syrinx-train acoustic` exported.
    public var acoustic: WeightStore
    /// What `syrinx-train vocoder` exported, of the same spectrum.
    public var vocoder: WeightStore
    /// A JSON list that describes voices (Models/wren.md tells its fields); nil: each speaker of
    /// the acoustic model is a voice.
    public var voices: [UInt8]?

    /// Weights from anywhere.
    public init(acoustic: WeightStore, vocoder: WeightStore, voices: [UInt8]? = nil) {
        self.acoustic = acoustic
        self.vocoder = vocoder
        self.voices = voices
    }

    /// Those that are part of the program.
    ///
    /// - Throws: `LoadError.unusable`, if it was built of broken ones.
    public static func shipped() throws(LoadError) -> WrenWeights {
        func bytes(_ file: CWrenFile) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(start: file.bytes, count: file.count)
        }
        do throws(WeightError) {
            return WrenWeights(
                acoustic: try WeightStore(
                    lasting: bytes(cWrenAcoustic), named: "acoustic.safetensors"),
                vocoder: try WeightStore(
                    lasting: bytes(cWrenVocoder), named: "vocoder.safetensors"),
                voices: Array(bytes(cWrenVoices)))
        } catch {
            throw .unusable(component: "Wren's weights", reason: error.description)
        }
    }

    /// How many bytes those are.
    public static var shippedBytes: Int { cWrenAcoustic.count + cWrenVocoder.count }
}
