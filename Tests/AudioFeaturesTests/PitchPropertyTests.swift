import AudioFeatures
import AudioSignal
import Testing

/// Signals that nobody expects: tones, noise, steps, pulses, silence, in pieces of any loudness.
private func randomSignal(_ generator: inout SeededGenerator) -> [Float] {
    var samples: [Float] = []
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let count = Int.random(in: 100...1500, using: &generator)
        let gain = Float.random(in: 0...1, using: &generator)
        let period = Int.random(in: 1...500, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: samples += repeatElement(0, count: count)
        case 1: samples += repeatElement(gain, count: count)
        case 2: samples += noise(count, seed: generator.next()).map { $0 * gain }
        case 3: samples += (0..<count).map { $0.isMultiple(of: period) ? gain : 0 }
        case 4: samples += (0..<count).map { $0 / period % 2 == 0 ? gain : -gain }
        default:
            samples += noise(count, seed: generator.next()).map {
                $0 * (Bool.random(using: &generator) ? 1e30 : 1e-38)
            }
        }
    }
    return samples
}

@Test(arguments: 0..<4)
func `whatever the signal, values are in range and as many as mel frames`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let rate = SampleRate(16_000)
    let paddings: [STFTSettings.Padding] = [
        .none, .centered(.reflected), .hopAligned(.reflected), .hopAligned(.zeros),
    ]
    var tracked = 0
    for _ in 0..<8 {
        let mel = MelRecipe(
            rate: rate,
            stft: STFTSettings(
                fftLength: .random(in: 2...1200, using: &generator),
                hop: .random(in: 50...700, using: &generator),
                padding: paddings.randomElement(using: &generator) ?? .none),
            magnitude: .power, bands: MelBands(count: 20, highest: 8000),
            compression: Bool.random(using: &generator) ? .whisper : .naturalLog(floor: 1e-5))
        let low = Double.random(in: 30...200, using: &generator)
        let high = Double.random(in: 201...1000, using: &generator)
        let audio = AudioBuffer(rate: rate, samples: randomSignal(&generator))
        do {
            let tracker = try PitchTracker(
                PitchRecipe(following: mel, lowest: low, highest: high))
            let track = try tracker.track(audio)
            let frames = try LogMel(mel).spectrogram(of: audio).frameCount
            #expect(track.frameCount == frames)
            #expect(tracker.frameCount(samples: audio.samples.count) == frames)
            #expect(track.voicing.count == frames && track.levels.count == frames)
            for frame in 0..<frames {
                let frequency = Double(track.frequencies[frame])
                // Not a thousandth of a cent beyond, for the bounds are rounded too.
                #expect(frequency == 0 || (low * 0.999_999...high * 1.000_001).contains(frequency))
                #expect((0...1).contains(track.voicing[frame]))
                #expect(track.isVoiced(frame) == (track.voicing[frame] > 0.5))
                #expect(track.levels[frame].isFinite)
                #expect(track.levels[frame] >= PitchTrack.quietest)
            }
            let continuous = track.continuousFrequencies
            #expect(continuous.isEmpty == (PitchStatistics(track).melody == nil))
            #expect(continuous.allSatisfy { $0 > 0 && $0.isFinite })
            tracked += 1
        } catch {
            let least = Int((2 * 16_000 / low).rounded(.up))
            #expect(error == .tooShort(samples: audio.samples.count, least: least))
            #expect(audio.samples.count < least)
        }
    }
    #expect(tracked > 2)
}

@Test func `frames stand where mel frames do`() throws {
    #expect(try FrameGrid(MelRecipe.wren).firstCentre == 100)
    #expect(try FrameGrid(MelRecipe.whisper80).firstCentre == 0)
    #expect(try FrameGrid.centred(hop: 200).centre(of: 3) == 600)
    // A click is loudest in the frame nearest to it, in both.
    var samples = [Float](repeating: 0, count: 8000)
    samples[2300] = 1
    let audio = AudioBuffer(rate: SampleRate(16_000), samples: samples)
    let mel = try LogMel(.wren).spectrogram(of: audio)
    let track = try PitchTracker(PitchRecipe(following: .wren)).track(audio)
    let loudest = (0..<mel.frameCount).max { mel[frame: $0, band: 40] < mel[frame: $1, band: 40] }
    #expect(loudest == 11)
    #expect(track.levels[10...12].allSatisfy { $0 > PitchTrack.quietest })
    #expect(track.levels[9] == PitchTrack.quietest && track.levels[13] == PitchTrack.quietest)
}

@Test(arguments: [
    (-1, 600), (0, 600), (29.9, 600), (50, 1001), (600, 50), (100, 100), (.nan, 600), (50, .nan),
    (50, .infinity),
])
func `impossible ranges of pitch are refused`(low: Double, high: Double) throws {
    let recipe = PitchRecipe(
        rate: SampleRate(16_000), grid: try .centred(hop: 200), lowest: low, highest: high)
    // NaN equals nothing, so the case is compared.
    #expect {
        try PitchTracker(recipe)
    } throws: { error in
        if case AudioFeatureError.pitchRange(_, _, 30...1000) = error { true } else { false }
    }
}

@Test func `signals without pitch to be told are refused`() throws {
    let rate = SampleRate(16_000)
    let tracker = try PitchTracker(PitchRecipe(rate: rate, grid: .centred(hop: 200)))
    func refusal(_ samples: [Float], rate: SampleRate = rate) -> AudioFeatureError? {
        do {
            _ = try tracker.track(AudioBuffer(rate: rate, samples: samples))
            return nil
        } catch {
            return error
        }
    }
    #expect(refusal([]) == .tooShort(samples: 0, least: 640))
    #expect(refusal(noise(639, seed: 1)) == .tooShort(samples: 639, least: 640))
    #expect(refusal(noise(640, seed: 1)) == nil)
    for bad in [Float.nan, .infinity, -.infinity] {
        var samples = noise(1000, seed: 1)
        samples[700] = bad
        #expect(refusal(samples) == .notFinite(position: 700))
    }
    #expect(
        refusal(noise(1000, seed: 1), rate: SampleRate(8000))
            == .rateMismatch(expected: rate, actual: SampleRate(8000)))
    #expect(
        throws: AudioFeatureError.outOfRange(field: "hop", value: 0, allowed: 1...(1 << 20))
    ) { try FrameGrid.centred(hop: 0) }
    for error in [
        AudioFeatureError.tooShort(samples: 0, least: 640), .notFinite(position: 7),
        .pitchRange(low: 1, high: 2, allowed: 30...1000),
    ] { #expect(error.description.contains("choose") || error.description.contains("give")) }
}
