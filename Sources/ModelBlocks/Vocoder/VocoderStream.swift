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
    /// Pulses and noise of the same frames, for a source-filter vocoder.
    private var excitation: ExcitationStream?
    /// How many of the frames held have given their samples already.
    private var done = 0

    /// Frames that are made at a time, the next first.
    private var windows: ArraySlice<Int>

    init(_ loaded: LoadedVocoder, seed: UInt64, windows: [Int]) throws(VocoderError) {
        precondition(!windows.isEmpty && windows.allSatisfy { $0 > 0 }, "windows \(windows)")
        self.loaded = loaded
        self.windows = windows[...]
        excitation =
            loaded.vocoder.head == .sourceFilter
            ? ExcitationStream(
                rate: loaded.rate, hop: loaded.hop, highest: loaded.highestHarmonic, seed: seed)
            : nil
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
    /// - Parameters:
    ///   - mel: Log-mel bands, frame by frame.
    ///   - pitch: Hertz of each frame, 0 without voice, which a source-filter vocoder needs;
    ///     others leave it aside.
    /// - Precondition: Whole frames.
    public func process(_ mel: [Float], pitch: [Float] = []) throws(VocoderError) -> [Float] {
        precondition(mel.count % bands == 0, "\(mel.count) values are no frames of \(bands)")
        frames += mel
        if excitation != nil {
            precondition(pitch.count == mel.count / bands, "each frame has a pitch")
            excitation?.append(pitch)
        }
        var samples: [Float] = []
        while held - done >= window + loaded.lookAhead { samples += try give(nextWindow()) }
        return samples
    }

    /// Ends the stream and gives the rest.
    public func finish() throws(VocoderError) -> [Float] {
        excitation?.finish()
        var samples: [Float] = []
        while held > done { samples += try give(min(held - done, nextWindow())) }
        return samples
    }

    private var window: Int { windows[windows.startIndex] }

    private func nextWindow() -> Int {
        windows.count > 1 ? windows.removeFirst() : window
    }

    /// The samples of the next frames.
    private func give(_ count: Int) throws(VocoderError) -> [Float] {
        let hop = loaded.hop
        let reach = loaded.vocoder.reach
        if let states {
            let samples = try step(states, count)
            forget(count)
            return samples
        }
        // What is held begins at the spectrum's beginning, or as far back as is needed.
        let end = min(done + count + reach.after, held)
        let all = try window(end)
        let samples = Array(all[done * hop..<(done + count) * hop])
        done += count
        let unneeded = max(done - reach.before, 0)
        forget(unneeded)
        done -= unneeded
        return samples
    }

    private func forget(_ count: Int) {
        frames.removeFirst(count * bands)
        excitation?.removeFirst(count)
    }

    /// Runs the first frames held.
    private func window(_ count: Int) throws(VocoderError) -> [Float] {
        let hop = loaded.hop
        do throws(ExecutionError) {
            var inputs: [Tensor] = []
            for port in loaded.graph.inputs {
                let size = port.name == "mel" ? bands : port.name == "pitch" ? 1 : hop
                var values = [Float](repeating: 0, count: count * size)
                values.withUnsafeMutableBufferPointer { fill($0, port.name, count) }
                let shape = port.name == "mel" ? [1, bands, count] : [1, count * size]
                inputs.append(Tensor(values, shape: shape))
            }
            let results = try loaded.model.run(inputs)
            let audio = results.first?.floats() ?? []
            guard audio.count == count * hop else {
                throw .failed(
                    model: loaded.graph.name,
                    reason: "it gave \(audio.count) samples where \(count * hop) were expected")
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
            for port in loaded.graph.inputs {
                guard let buffer = call.inputs[port.name] else {
                    throw unfit(port.name, "is no input of the model")
                }
                buffer.withElements(as: Float.self) { fill($0, port.name, count) }
            }
            guard let audio = call.outputs["audio"] else {
                throw unfit("audio", "is no output of the model")
            }
            try call.run()
            return audio.withElements(as: Float.self) { Array($0) }
        } catch {
            throw .state(error)
        }
    }

    private func unfit(_ slot: String, _ reason: String) -> StateError {
        .unfit(network: loaded.graph.name, slot: slot, reason: reason)
    }

    /// Writes an input of the first frames held.
    private func fill(
        _ target: UnsafeMutableBufferPointer<Float>, _ name: String, _ count: Int
    ) {
        switch name {
        case "mel": transpose(count, to: target)
        case "pitch": _ = target.update(from: excitation?.pitch.prefix(count) ?? [])
        case "harmonic": _ = target.update(from: excitation?.harmonic(0..<count) ?? [])
        case "noise": _ = target.update(from: excitation?.noise(0..<count) ?? [])
        default: preconditionFailure("a vocoder has no input \(name)")
        }
    }

    /// The first frames held as the network takes them, band by band.
    private func transpose(_ count: Int, to target: UnsafeMutableBufferPointer<Float>) {
        for band in 0..<bands {
            for frame in 0..<count { target[band * count + frame] = frames[frame * bands + band] }
        }
    }
}
