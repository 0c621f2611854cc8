internal import CWrenVoices
public import SpeechModel
public import TensorRuntime

/// What Wren speaks with: the weights of its networks, and the voices that are made of their
/// speakers.
public struct WrenWeights: Sendable {
    /// The first is loaded at once, the others when one of their voices first speaks.
    public var models: [Model]

    /// An acoustic model, a vocoder of its spectrum, and its voices.
    public struct Model: Sendable {
        /// What `syrinx-train acoustic` exported.
        public var acoustic: WeightStore
        /// What `syrinx-train vocoder` exported.
        public var vocoder: WeightStore
        /// A JSON list that describes voices (Models/wren.md tells its fields); nil: each speaker
        /// of the acoustic model is a voice.
        public var voices: [UInt8]?

        /// Weights from anywhere.
        public init(acoustic: WeightStore, vocoder: WeightStore, voices: [UInt8]? = nil) {
            self.acoustic = acoustic
            self.vocoder = vocoder
            self.voices = voices
        }
    }

    /// Weights from anywhere.
    public init(models: [Model]) {
        self.models = models
    }

    /// Those that are part of the program.
    ///
    /// - Throws: `LoadError.unusable`, if it was built of broken ones.
    public static func shipped() throws(LoadError) -> WrenWeights {
        func bytes(_ file: CWrenFile) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(start: file.bytes, count: file.count)
        }
        func model(_ files: CWrenModel, named name: String) throws(WeightError) -> Model {
            Model(
                acoustic: try WeightStore(
                    lasting: bytes(files.acoustic), named: name + "/acoustic.safetensors"),
                vocoder: try WeightStore(
                    lasting: bytes(files.vocoder), named: name + "/vocoder.safetensors"),
                voices: Array(bytes(files.voices)))
        }
        do throws(WeightError) {
            return WrenWeights(models: [
                try model(cWrenEnglish, named: "English"),
                try model(cWrenEastern, named: "Eastern"),
            ])
        } catch {
            throw .unusable(component: "Wren's weights", reason: error.description)
        }
    }

    /// How many bytes those are.
    public static var shippedBytes: Int {
        [cWrenEnglish, cWrenEastern].reduce(0) { $0 + $1.acoustic.count + $1.vocoder.count }
    }
}
