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
        return try reading { () throws(WeightError) in
            WrenWeights(
                acoustic: try WeightStore(
                    lasting: bytes(cWrenAcoustic), named: "acoustic.safetensors"),
                vocoder: try WeightStore(
                    lasting: bytes(cWrenVocoder), named: "vocoder.safetensors"),
                voices: Array(bytes(cWrenVoices)))
        }
    }

    /// How many bytes those are.
    public static var shippedBytes: Int { cWrenAcoustic.count + cWrenVocoder.count }

    /// Files of a folder: `acoustic.safetensors`, `vocoder.safetensors` and, if it is there,
    /// `voices.json`.
    ///
    /// - Throws: `LoadError.unusable` that names the file.
    public init(in folder: String) throws(LoadError) {
        self = try Self.reading { () throws(WeightError) in
            WrenWeights(
                acoustic: try WeightStore(at: folder + "/acoustic.safetensors"),
                vocoder: try WeightStore(at: folder + "/vocoder.safetensors"))
        }
        voices = try Self.description(at: folder + "/voices.json")
    }

    private static func reading(
        _ read: () throws(WeightError) -> WrenWeights
    ) throws(LoadError) -> WrenWeights {
        do throws(WeightError) {
            return try read()
        } catch {
            throw .unusable(component: "Wren's weights", reason: error.description)
        }
    }
}
