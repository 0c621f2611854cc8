internal import CWrenVoices
public import SpeechModel
public import TensorRuntime

/// What Wren speaks with: the weights of its networks, and the voices that are made of their
/// speakers.
public struct WrenWeights: Sendable {
    /// What `syrinx-train vocoder` exported.
    public var vocoder: WeightStore
    /// Acoustic models of the vocoder's spectrum. The first is loaded at once, the others when one
    /// of their voices first speaks.
    public var models: [Model]

    /// An acoustic model and its voices.
    public struct Model: Sendable {
        /// What `syrinx-train acoustic` exported.
        public var acoustic: WeightStore
        /// A JSON list that describes voices (Models/wren.md tells its fields); nil: each speaker
        /// of the acoustic model is a voice.
        public var voices: [UInt8]?

        /// Weights from anywhere.
        public init(acoustic: WeightStore, voices: [UInt8]? = nil) {
            self.acoustic = acoustic
            self.voices = voices
        }
    }

    /// Weights from anywhere.
    public init(vocoder: WeightStore, models: [Model]) {
        self.vocoder = vocoder
        self.models = models
    }

    /// Those that are part of the program.
    ///
    /// - Throws: `LoadError.unusable`, if it was built of broken ones.
    public static func shipped() throws(LoadError) -> WrenWeights {
        func bytes(_ file: CWrenFile) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(start: file.bytes, count: file.count)
        }
        func model(
            _ acoustic: CWrenFile, _ voices: CWrenFile, named name: String
        ) throws(WeightError) -> Model {
            Model(
                acoustic: try WeightStore(
                    lasting: bytes(acoustic), named: name + "/acoustic.safetensors"),
                voices: Array(bytes(voices)))
        }
        do throws(WeightError) {
            return WrenWeights(
                vocoder: try WeightStore(
                    lasting: bytes(cWrenVocoder), named: "vocoder.safetensors"),
                models: [
                    try model(cWrenAcoustic, cWrenVoices, named: "English"),
                    try model(cWrenEasternAcoustic, cWrenEasternVoices, named: "Eastern"),
                ])
        } catch {
            throw .unusable(component: "Wren's weights", reason: error.description)
        }
    }

    /// How many bytes those are.
    public static var shippedBytes: Int {
        cWrenVocoder.count + cWrenAcoustic.count + cWrenEasternAcoustic.count
    }
}
