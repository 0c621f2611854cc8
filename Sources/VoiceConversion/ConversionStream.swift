internal import AudioFeatures
public import ModelBlocks
internal import TensorRuntime

/// The conversion of a signal that arrives bit by bit, in bounded memory: 16 kHz, one channel. The
/// samples don't depend on the pieces they came in, but for how an executor rounds.
///
/// What comes out begins `ConversionModel.lookAhead` frames after what went in. Not `Sendable`;
/// one thread at a time.
public final class ConversionStream {
    private let loaded: LoadedConverter
    private let states: StateBatch
    private var maker: ConversionFrameMaker
    private var tone: ToneMatcher
    private var loudness: LoudnessKeeper
    private var speaker: [Float] = []
    private let framesPerStep: Int
    private let matchesTone: Bool
    /// Samples that don't make a frame yet.
    private var waiting: [Float] = []

    init(
        _ loaded: LoadedConverter, _ voice: TargetVoice, _ settings: ConversionSettings
    ) throws(ConversionError) {
        self.loaded = loaded
        framesPerStep = settings.framesPerStep
        matchesTone = settings.matchesTone
        loudness = LoudnessKeeper(lookAhead: loaded.model.lookAhead)
        do throws(AudioFeatureError) {
            maker = try ConversionFrameMaker(loaded.model, voice, settings)
            tone = try ToneMatcher()
        } catch {
            throw .melody(error.description)
        }
        do throws(StateError) {
            states = try StateBatch(loaded.graph, rows: 1)
            _ = try states.join()
        } catch {
            throw .state(error)
        }
        try speak(as: voice, pitchShift: settings.pitchShift)
        if let speaker = settings.speaker, tone.target != nil, !speaker.trial.isEmpty {
            var trial = settings
            trial.speaker = KnownSpeaker(statisticsOf: speaker)
            trial.framesPerStep = Self.trialStep
            let stream = try ConversionStream(loaded, voice, trial)
            _ = try stream.process(speaker.trial)
            tone.know(stream.tone)
        }
    }

    /// Frames at a time where nobody waits for the next one.
    private static let trialStep = 16

    /// Goes on as somebody else, or higher or lower, from the next frame on.
    ///
    /// - Parameter pitchShift: In semitones, beyond the voice's usual pitch.
    /// - Throws: `ConversionError.wrongTensor` for a voice of another model.
    public func speak(as voice: TargetVoice, pitchShift: Double = 0) throws(ConversionError) {
        guard voice.vector.count == loaded.model.speaker.width,
            voice.vector.allSatisfy(\.isFinite), voice.pitchMean.isFinite
        else {
            throw .wrongTensor(
                name: "speaker", expected: "\(loaded.model.speaker.width) finite numbers",
                got: "\(voice.vector.count)")
        }
        speaker = voice.vector
        tone.target = matchesTone ? voice.tone : nil
        maker.pitchMean = voice.pitchMean
        maker.pitchShift = pitchShift
    }

    /// Samples that what comes out is late by.
    public var delay: Int { loaded.model.lookAhead * ConversionModel.hop }

    /// Samples that were no numbers so far, and counted as silence.
    public var replaced: Int { maker.replaced }

    /// Takes the next samples and gives those that are complete, as many whole frames as came.
    public func process(_ samples: some Collection<Float>) throws(ConversionError) -> [Float] {
        waiting += samples
        let hop = ConversionModel.hop
        var (made, start) = ([Float](), 0)
        while waiting.count - start >= hop {
            let whole = (waiting.count - start) / hop
            // Few sizes of steps, since each is prepared for.
            let count = whole >= framesPerStep ? framesPerStep : 1
            let end = start + count * hop
            made += try step(waiting[start..<end], count)
            start = end
        }
        waiting.removeFirst(start)
        return made
    }

    /// Ends the signal and gives the rest: as many samples as came in all, and ``delay`` before
    /// them.
    public func finish() throws(ConversionError) -> [Float] {
        let rest = waiting.count
        let hop = ConversionModel.hop
        let missing = (hop - rest % hop) % hop
        let made = try process([Float](repeating: 0, count: missing + delay))
        return Array(made.dropLast(missing))
    }

    private func step(_ samples: ArraySlice<Float>, _ count: Int) throws(ConversionError) -> [Float]
    {
        let hop = ConversionModel.hop
        let frames = (0..<count).map { index in
            let start = samples.startIndex + index * hop
            return maker.next(samples[start..<start + hop])
        }
        let model = loaded.model
        do throws(StateError) {
            let call = try states.call(loaded.network, sizes: ["frames": count])
            call.inputs["audio"]?.fill(frames.lazy.flatMap(\.audio))
            call.inputs["speaker"]?.fill(speaker)
            let side = model.decoder.side
            call.inputs["side"]?.fill(
                (0..<side).lazy.flatMap { feature in frames.lazy.map { $0.side[feature] } })
            if model.decoder.head == .sourceFilter {
                call.inputs["pitch"]?.fill(frames.lazy.map(\.pitch))
                call.inputs["harmonic"]?.fill(frames.lazy.flatMap(\.harmonic))
                call.inputs["noise"]?.fill(frames.lazy.flatMap(\.noise))
            }
            try call.run()
            var made = call.outputs["converted"]?.floats() ?? []
            for (index, frame) in frames.enumerated() {
                let slope = (frame.gain.end - frame.gain.start) / Float(hop)
                for place in 0..<hop {
                    made[index * hop + place] *= frame.gain.start + slope * Float(place)
                }
                var sound = made[index * hop..<(index + 1) * hop]
                tone.next(&sound)
                loudness.next(frame.heard, making: &sound)
                made.replaceSubrange(sound.indices, with: sound)
            }
            return made
        } catch {
            throw .state(error)
        }
    }
}
