public import ModelBlocks
internal import TensorRuntime

/// The samples of a spectrum that arrives bit by bit, in bounded memory. They are those of the
/// whole spectrum at once, but for how an executor rounds.
///
/// A causal vocoder goes on from its state. Another one is run over windows that overlap by what
/// it hears around a frame; of a source-filter vocoder windows give filters, and the signal is
/// made of them frame by frame (`SourceFilterSynthesis`).
public final class VocoderStream {
    private let loaded: LoadedVocoder
    /// States of a causal vocoder, with this stream alone.
    private let states: StateBatch?
    /// Pulses and noise that a causal source-filter vocoder takes.
    private var excitation: ExcitationStream?
    /// What makes the signal of one that looks ahead, and the pitch of the frames held.
    private var synthesis: SourceFilterSynthesis?
    private var pitch: [Float] = []
    /// Frames that are still needed, frame by frame.
    private var frames: [Float] = []
    /// How many of the frames held have been made already.
    private var done = 0
    /// Frames that are made at a time, the next first.
    private var windows: ArraySlice<Int>

    init(_ loaded: LoadedVocoder, seed: UInt64, windows: [Int]) throws(VocoderError) {
        precondition(!windows.isEmpty && windows.allSatisfy { $0 > 0 }, "windows \(windows)")
        self.loaded = loaded
        self.windows = windows[...]
        synthesis = try loaded.synthesis.map { (transform) throws(VocoderError) in
            try SourceFilterSynthesis(
                rate: loaded.rate, highest: loaded.highestHarmonic, transform, seed: seed)
        }
        guard loaded.vocoder.isCausal else {
            states = nil
            return
        }
        if loaded.vocoder.head == .sourceFilter {
            excitation = ExcitationStream(
                rate: loaded.rate, hop: loaded.hop, highest: loaded.highestHarmonic, seed: seed)
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
        precondition(
            loaded.vocoder.head == .spectral || pitch.count == mel.count / bands,
            "each frame has a pitch")
        frames += mel
        excitation?.append(pitch)
        if synthesis != nil {
            synthesis?.append(pitch: pitch)
            self.pitch += pitch
        }
        var samples: [Float] = []
        while held - done >= window + loaded.lookAhead { samples += try give(nextWindow()) }
        return samples
    }

    /// Ends the stream and gives the rest.
    public func finish() throws(VocoderError) -> [Float] {
        excitation?.finish()
        synthesis?.endPitch()
        var samples: [Float] = []
        while held > done { samples += try give(min(held - done, nextWindow())) }
        return samples + (synthesis?.finish() ?? [])
    }

    private var window: Int { windows[windows.startIndex] }

    private func nextWindow() -> Int {
        windows.count > 1 ? windows.removeFirst() : window
    }

    /// The samples that the next frames complete.
    private func give(_ count: Int) throws(VocoderError) -> [Float] {
        if let states {
            let samples = try step(states, count)
            excitation?.removeFirst(count)
            frames.removeFirst(count * bands)
            return samples
        }
        guard let bins = synthesis?.bins else {
            let reach = loaded.vocoder.reach
            let all = try window(count, after: reach.after, of: loaded.hop)
            let samples = Array(all[done * loaded.hop..<(done + count) * loaded.hop])
            _ = advance(count, before: reach.before)
            return samples
        }
        let (reach, size) = (loaded.vocoder.featureReach, 3 * bins)
        let filters = try window(count, after: reach.after, of: size)
        let samples = synthesis?.process(filters[done * size..<(done + count) * size]) ?? []
        pitch.removeFirst(advance(count, before: reach.before))
        return samples
    }

    /// Goes on behind frames that were made.
    ///
    /// - Parameter before: Frames before the next one that it needs.
    /// - Returns: How many frames nobody needs any more.
    private func advance(_ count: Int, before: Int) -> Int {
        done += count
        let unneeded = max(done - before, 0)
        frames.removeFirst(unneeded * bands)
        done -= unneeded
        return unneeded
    }

    /// Runs the frames held, up to as many after the next `count` as there are of those needed.
    ///
    /// - Parameter size: Numbers that come of a frame.
    private func window(
        _ count: Int, after: Int, of size: Int
    ) throws(VocoderError) -> [Float] {
        // What is held begins at the spectrum's beginning, or as far back as is needed.
        let end = min(done + count + after, held)
        var mel = [Float](repeating: 0, count: end * bands)
        mel.withUnsafeMutableBufferPointer { transpose(end, to: $0) }
        var inputs = [Tensor(mel, shape: [1, bands, end])]
        if synthesis != nil {
            inputs.append(Tensor(Array(pitch.prefix(end)), shape: [1, end]))
        }
        do throws(ExecutionError) {
            let numbers = try loaded.model.run(inputs).first?.floats() ?? []
            guard numbers.count == end * size else {
                throw .failed(
                    model: loaded.graph.name,
                    reason: "it gave \(numbers.count) numbers where \(end * size) were expected")
            }
            return numbers
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
