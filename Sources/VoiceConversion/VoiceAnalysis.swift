internal import AudioFeatures
internal import Glibc
public import ModelBlocks
internal import TensorRuntime

extension LoadedConverter {
    /// Starts to listen to who is to speak.
    public func analysis() throws(ConversionError) -> VoiceAnalysis { try VoiceAnalysis(self) }
}

/// Who speaks in a recording that arrives bit by bit, in bounded memory: 16 kHz, one channel.
///
/// Not `Sendable`; one thread at a time.
public final class VoiceAnalysis {
    private let loaded: LoadedConverter
    private let states: StateBatch
    private var prosody: ProsodyStream
    private var level = LevelFollower()
    private var tone: ToneFollower
    private var waiting: [Float] = []
    /// Of each frame so far, as they count: the largest score, and sums beside it.
    private var largest = -Float.infinity
    private var total = 0.0
    private var sums: [Double]
    private var pitch: (count: Double, sum: Double, squares: Double) = (0, 0, 0)
    /// Frames that are run at a time.
    private static let step = 16

    init(_ loaded: LoadedConverter) throws(ConversionError) {
        self.loaded = loaded
        sums = [Double](repeating: 0, count: loaded.model.speaker.width)
        do throws(AudioFeatureError) {
            prosody = try ProsodyStream()
            tone = try ToneFollower(memory: .infinity)
        } catch {
            throw .melody(error.description)
        }
        do throws(StateError) {
            states = try StateBatch(loaded.speakerGraph, rows: 1)
            _ = try states.join()
        } catch {
            throw .state(error)
        }
    }

    /// Takes the next samples.
    public func process(_ samples: some Collection<Float>) throws(ConversionError) {
        waiting += samples.lazy.map { $0.isFinite ? $0 : 0 }
        let size = Self.step * ConversionModel.hop
        var start = 0
        while waiting.count - start >= size {
            try step(waiting[start..<start + size])
            start += size
        }
        waiting.removeFirst(start)
    }

    /// Ends the recording.
    ///
    /// - Returns: nil where there was no voice in it.
    public func finish() throws(ConversionError) -> TargetVoice? {
        let hop = ConversionModel.hop
        var start = 0
        while waiting.count - start >= hop {
            try step(waiting[start..<start + hop])
            start += hop
        }
        guard pitch.count > 0, total > 0 else { return nil }
        let mean = pitch.sum / pitch.count
        let variance = max(pitch.squares / pitch.count - mean * mean, 0)
        return TargetVoice(
            vector: sums.map { Float($0 / total) }, pitchMean: mean,
            pitchDeviation: variance.squareRoot(), tone: tone.tone)
    }

    private func step(_ samples: ArraySlice<Float>) throws(ConversionError) {
        let hop = ConversionModel.hop
        let count = samples.count / hop
        var audio: [Float] = []
        for frame in 0..<count {
            let start = samples.startIndex + frame * hop
            let frame = Array(samples[start..<start + hop])
            tone.next(frame)
            let features = prosody.process(frame)
            for hertz in features.frequencies where hertz > 0 {
                let height = log(Double(hertz))
                pitch.count += 1
                pitch.sum += height
                pitch.squares += height * height
            }
            let gain = level.next(samples[start..<start + hop])
            let slope = (gain.end - gain.start) / Float(hop)
            for place in 0..<hop {
                audio.append(samples[start + place] / (gain.start + slope * Float(place)))
            }
        }
        do throws(StateError) {
            let call = try states.call(loaded.speakerNetwork, sizes: ["frames": count])
            call.inputs["audio"]?.fill(audio)
            try call.run()
            add(call.outputs["features"]?.floats() ?? [], call.outputs["scores"]?.floats() ?? [])
        } catch {
            throw .state(error)
        }
    }

    /// Adds frames to a mean in which each counts as the softmax of all scores will say.
    private func add(_ features: [Float], _ scores: [Float]) {
        for (frame, score) in scores.enumerated() {
            if score > largest {
                let factor = largest.isFinite ? Double(exp(largest - score)) : 0
                total *= factor
                for index in sums.indices { sums[index] *= factor }
                largest = score
            }
            let share = Double(exp(score - largest))
            total += share
            for index in sums.indices {
                sums[index] += share * Double(features[index * scores.count + frame])
            }
        }
    }
}
