internal import TensorRuntime

/// The samples of a spectrum that arrives bit by bit, in bounded memory. They are those of the
/// whole spectrum at once, but for how an executor rounds.
///
/// A causal vocoder goes on from its state. Another one is run over windows that overlap by
/// ``ConvNeXtVocoder/reach``, of which just the samples are taken that nothing outside bears upon.
public final class VocoderStream {
    private let loaded: LoadedVocoder
    /// States of a causal vocoder, with this stream alone.
    private let states: StateBatch?
    /// Frames that are still needed, frame by frame.
    private var frames: [Float] = []
    /// How many of the frames held have given their samples already.
    private var done = 0

    init(_ loaded: LoadedVocoder) throws(VocoderError) {
        self.loaded = loaded
        guard loaded.vocoder.isCausal else {
            states = nil
            return
        }
        do throws(StateError) {
            let states = try StateBatch(loaded.graph, rows: 1)
            _ = try states.join()
            self.states = states
        } catch {
            throw .state(error)
        }
    }

    private var bands: Int { loaded.vocoder.bands }
    private var held: Int { frames.count / bands }

    /// Takes the next frames and gives the samples that are complete, perhaps none.
    ///
    /// - Parameter mel: Log-mel bands, frame by frame.
    /// - Precondition: Whole frames.
    public func process(_ mel: [Float]) throws(VocoderError) -> [Float] {
        precondition(mel.count % bands == 0, "\(mel.count) values are no frames of \(bands)")
        frames += mel
        let after = loaded.vocoder.reach.after
        var samples: [Float] = []
        while held - done >= LoadedVocoder.window + after {
            samples += try give(LoadedVocoder.window)
        }
        return samples
    }

    /// Ends the stream and gives the rest.
    public func finish() throws(VocoderError) -> [Float] {
        var samples: [Float] = []
        while held > done { samples += try give(min(held - done, LoadedVocoder.window)) }
        return samples
    }

    /// The samples of the next frames.
    private func give(_ count: Int) throws(VocoderError) -> [Float] {
        let hop = loaded.vocoder.transform.hop
        let reach = loaded.vocoder.reach
        let samples: [Float]
        if let states {
            samples = try step(states, count)
            frames.removeFirst(count * bands)
        } else {
            // What is held begins at the spectrum's beginning, or as far back as is needed.
            let end = min(done + count + reach.after, held)
            let all = try window(end)
            samples = Array(all[done * hop..<(done + count) * hop])
            done += count
            let unneeded = max(done - reach.before, 0)
            frames.removeFirst(unneeded * bands)
            done -= unneeded
        }
        return samples
    }

    /// Runs the first frames held.
    private func window(_ count: Int) throws(VocoderError) -> [Float] {
        var mel = [Float](repeating: 0, count: count * bands)
        mel.withUnsafeMutableBufferPointer { transpose(count, to: $0) }
        do throws(ExecutionError) {
            let results = try loaded.model.run([Tensor(mel, shape: [1, bands, count])])
            let audio = results.first?.floats() ?? []
            let expected = count * loaded.vocoder.transform.hop
            guard audio.count == expected else {
                throw .failed(
                    model: loaded.graph.name,
                    reason: "it gave \(audio.count) samples where \(expected) were expected")
            }
            return audio
        } catch {
            throw .execution(error)
        }
    }

    /// Takes the state over the next frames.
    private func step(_ states: StateBatch, _ count: Int) throws(VocoderError) -> [Float] {
        do throws(StateError) {
            let call = try states.call(loaded.model, sizes: ["frames": count])
            guard let mel = call.inputs["mel"], let audio = call.outputs["audio"] else {
                throw .unfit(
                    network: loaded.graph.name, slot: "mel", reason: "is no input of the model")
            }
            mel.withElements(as: Float.self) { transpose(count, to: $0) }
            try call.run()
            return audio.withElements(as: Float.self) { Array($0) }
        } catch {
            throw .state(error)
        }
    }

    /// The first frames held as the network takes them, band by band.
    private func transpose(_ count: Int, to target: UnsafeMutableBufferPointer<Float>) {
        for band in 0..<bands {
            for frame in 0..<count { target[band * count + frame] = frames[frame * bands + band] }
        }
    }
}
