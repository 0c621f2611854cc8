internal import AudioFeatures
public import AudioSignal
public import TensorRuntime

/// DNSMOS: networks that foretell what listeners say of speech (Reddy and others, 2021 and 2022;
/// the models and the steps around them are those of Microsoft's DNS Challenge).
///
/// Shared by all who judge, from any thread.
public final class DNSMOS: Sendable {
    /// The rate of what the networks hear.
    static let rate = SampleRate(16_000)
    /// Samples of a window: 9.01 s.
    static let windowLength = 144_160

    private let p835: Network
    private let p808: Network
    private let mel: LogMel

    /// Loads both networks.
    ///
    /// - Parameters:
    ///   - p835: The file `sig_bak_ovr.onnx`.
    ///   - p808: The file `model_v8.onnx`.
    ///   - executor: One of `ExecutorCatalogue.names`, or `auto` for the fastest here.
    public init(
        p835: String, p808: String, executor: String = "onnxruntime",
        _ options: ExecutionOptions = ExecutionOptions()
    ) throws(EvaluationError) {
        self.p835 = try Network(
            p835, takes: [Self.windowLength], gives: 3, on: executor, options)
        self.p808 = try Network(
            p808, takes: [Self.frameCount, Self.bandCount], gives: 1, on: executor, options)
        do {
            mel = try LogMel(Self.recipe)
        } catch {
            preconditionFailure("DNSMOS' own recipe: \(error)")
        }
    }

    /// Judges a whole recording.
    public func score(of audio: AudioBuffer) throws(EvaluationError) -> DNSMOSScore {
        let stream = DNSMOSStream(self, rate: audio.rate)
        try stream.process(audio.samples)
        return try stream.finish()
    }

    private static let frameCount = 900
    private static let bandCount = 120

    /// librosa's power mel spectrogram with transforms of 321 samples.
    private static let recipe = MelRecipe(
        rate: rate, stft: STFTSettings(fftLength: 321, hop: 160, padding: .centered(.zeros)),
        magnitude: .power, bands: MelBands(count: bandCount, highest: 8000),
        compression: .decimalLog(floor: 1e-10))

    /// Judges one window.
    ///
    /// - Precondition: It has ``windowLength`` samples.
    func score(window: ArraySlice<Float>) throws(EvaluationError) -> DNSMOSScore {
        precondition(window.count == Self.windowLength)
        let raw = try p835.run(Tensor(Array(window), shape: [1, window.count]))
        let p808 = try p808.run(
            Tensor(decibels(window.dropLast(160)), shape: [1, Self.frameCount, Self.bandCount]))
        // The challenge's quadratics map what the network gives to what listeners say.
        func mapped(_ raw: Float, _ square: Double, _ slope: Double, _ offset: Double) -> Double {
            (square * Double(raw) + slope) * Double(raw) + offset
        }
        return DNSMOSScore(
            signal: mapped(raw[0], -0.08397278, 1.22083953, 0.0052439),
            background: mapped(raw[1], -0.13166888, 1.60915514, -0.39604546),
            overall: mapped(raw[2], -0.06766283, 1.11546468, 0.04602535),
            p808: Double(p808[0]), windows: 1)
    }

    /// Decibels below the loudest value, 80 at most, so scaled that 0 dB is 1 and -40 dB is 0.
    private func decibels(_ samples: ArraySlice<Float>) -> [Float] {
        let audio = AudioBuffer(rate: Self.rate, samples: Array(samples))
        let spectrogram: MelSpectrogram
        do {
            spectrogram = try mel.spectrogram(of: audio)
        } catch {
            // The rate is the recipe's, and a window is small.
            preconditionFailure("DNSMOS' own window: \(error)")
        }
        let loudest = spectrogram.values.max() ?? 0
        return spectrogram.values.map { (max(10 * ($0 - loudest), -80) + 40) / 40 }
    }
}

/// One of the networks, its ports checked.
private struct Network: Sendable {
    private let path: String
    private let model: any LoadedModel
    private let figureCount: Int

    /// - Parameters:
    ///   - sizes: Of the input's axes behind the one for the batch.
    ///   - figureCount: How many figures a window gets.
    init(
        _ path: String, takes sizes: [Int], gives figureCount: Int, on executor: String,
        _ options: ExecutionOptions
    ) throws(EvaluationError) {
        self.path = path
        self.figureCount = figureCount
        do throws(ExecutionError) {
            let sample = Tensor(zeros: TensorType(.float32, [1] + sizes))
            model = try ExecutorCatalogue().load(
                .onnx(path: path), on: executor, sample: [sample], options
            ).model
        } catch {
            throw .execution(error)
        }
        let ports = model.inputs + model.outputs
        guard model.inputs.count == 1, model.outputs.count == 1,
            ports.allSatisfy({ $0.element == .float32 }),
            Self.fits(model.inputs[0], sizes), Self.fits(model.outputs[0], [figureCount])
        else {
            throw .wrongModel(
                path: path,
                expected: "an input float32[N, \(sizes.map(String.init).joined(separator: ", "))] "
                    + "and an output float32[N, \(figureCount)]",
                found: ports.map(\.description).joined(separator: ", "))
        }
    }

    private static func fits(_ port: Port, _ sizes: [Int]) -> Bool {
        guard port.shape.count == sizes.count + 1 else { return false }
        return zip(port.shape.dropFirst(), sizes).allSatisfy { size, wanted in
            if case .fixed(let size) = size { size == wanted } else { true }
        }
    }

    func run(_ input: Tensor) throws(EvaluationError) -> [Float] {
        let outputs: [Tensor]
        do throws(ExecutionError) { outputs = try model.run([input]) } catch {
            throw .execution(error)
        }
        let figures = outputs.first?.floats() ?? []
        guard figures.count == figureCount, figures.allSatisfy(\.isFinite) else {
            throw .noFigure(path: path)
        }
        return figures
    }
}
