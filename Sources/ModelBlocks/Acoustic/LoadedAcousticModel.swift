internal import Glibc
public import TensorRuntime

/// An acoustic model on an executor, for any number of phrases.
public struct LoadedAcousticModel: Sendable {
    /// The networks.
    public let model: AcousticModel
    private let encoder: any LoadedModel
    private let decoder: any LoadedModel

    /// A phrase as the encoder understands it. A value: pitch and energy may be changed.
    public struct Phrase: Sendable {
        /// `[1, tokens, width]`
        let encodings: Tensor
        /// log(frames + 1) of each token.
        public var durations: [Float]
        /// Deviation of the logarithm of the pitch from the speaker's mean, of each token.
        public var pitch: [Float]
        /// Deviation of the logarithm of the loudness, in standard deviations, of each token.
        public var energy: [Float]
        /// How much of each speaker the voice has.
        let speakers: [Float]
    }

    /// What becomes of some frames of a phrase.
    public struct Frames: Sendable {
        /// Log-mel bands, frame by frame.
        public var mel: [Float] = []
        /// Hertz, 0 without voice.
        public var pitch: [Float] = []
    }

    /// Loads a model.
    ///
    /// - Parameters:
    ///   - trained: With its weights.
    ///   - executor: One of `ExecutorCatalogue.names`, or `auto` for the fastest here.
    /// - Throws: ``AcousticError/graph(_:)`` and ``AcousticError/execution(_:)``.
    public init(
        _ trained: TrainedAcousticModel, executor: String = "onnxruntime",
        _ options: ExecutionOptions = ExecutionOptions(),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(AcousticError) {
        model = trained.model
        let graphs: (Graph, Graph)
        do throws(GraphError) {
            graphs = (try model.encoderGraph(), try model.decoderGraph())
        } catch {
            throw .graph(error)
        }
        // Durations are rounded to frames: all that is heard would move with the last bits.
        var exact = options
        exact.precision = .float32
        do throws(ExecutionError) {
            (encoder, _) = try catalogue.load(
                .graph(graphs.0, trained.weights), on: executor, sample: Self.sample(graphs.0),
                exact)
            (decoder, _) = try catalogue.load(
                .graph(graphs.1, trained.weights), on: executor, sample: Self.sample(graphs.1),
                options)
        } catch {
            throw .execution(error)
        }
    }

    /// Inputs of a usual phrase, for a measurement.
    private static func sample(_ graph: Graph) -> [Tensor] {
        graph.zeros(where: ["batch": 1, "tokens": 60, "frames": 350])
    }

    /// Bytes that loading added to the process.
    public var memory: Int { encoder.memory + decoder.memory }

    /// Reads a phrase.
    ///
    /// - Parameters:
    ///   - tokens: Phoneme, stress or tone, position in the word and language of each.
    ///   - speakers: How much of each speaker the voice has, as many as the model has.
    /// - Precondition: There are tokens, and as many speakers.
    public func phrase(
        _ tokens: [[Int]], speakers: [Float]
    ) throws(AcousticError) -> Phrase {
        precondition(!tokens.isEmpty && speakers.count == model.speakers, "tokens and speakers")
        let ids = tokens.flatMap { $0.map { Int64($0) } }
        do throws(ExecutionError) {
            let results = try encoder.run([
                Tensor(ids, shape: [1, tokens.count, 4]), Tensor([Int64(tokens.count)], shape: [1]),
                Tensor(speakers, shape: [1, speakers.count]),
            ])
            return Phrase(
                encodings: results[0], durations: results[1].floats(), pitch: results[2].floats(),
                energy: results[3].floats(), speakers: speakers)
        } catch {
            throw .execution(error)
        }
    }

    /// Frames of a phrase: those of the whole, whatever window is asked for, but for how an
    /// executor rounds.
    ///
    /// - Precondition: The expansion has the phrase's tokens, and the window lies within it.
    public func frames(
        _ window: Range<Int>, of phrase: Phrase, _ expansion: FrameExpansion
    ) throws(AcousticError) -> Frames {
        let reach = model.reach
        let seen =
            max(
                window.lowerBound - reach.before, 0)..<min(
                window.upperBound + reach.after, expansion.count)
        do throws(ExecutionError) {
            let results = try decoder.run([
                phrase.encodings, Tensor(phrase.pitch, shape: [1, phrase.pitch.count]),
                Tensor(phrase.energy, shape: [1, phrase.energy.count]),
                Tensor(expansion.tokens(seen).map { Int64($0) }, shape: [1, seen.count]),
                Tensor(expansion.places(seen), shape: [1, seen.count, 4]),
                Tensor([Int64(seen.count)], shape: [1]),
                Tensor(phrase.speakers, shape: [1, phrase.speakers.count]),
            ])
            let (mel, pitch) = (results[0].floats(), results[1].floats())
            let voicing = results[2].floats()
            var frames = Frames()
            frames.mel.reserveCapacity(window.count * model.bands)
            for frame in window {
                let place = frame - seen.lowerBound
                for band in 0..<model.bands { frames.mel.append(mel[band * seen.count + place]) }
                frames.pitch.append(voicing[place] > 0 ? exp(pitch[place]) : 0)
            }
            return frames
        } catch {
            throw .execution(error)
        }
    }
}
