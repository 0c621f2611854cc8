internal import Glibc
internal import ModelBlocks
internal import TensorRuntime

/// What an acoustic model's numbers are measured by: means and deviations of the data that it
/// began with. Kept with its weights, since they mean nothing without.
struct AcousticStatistics: Sendable, Hashable, Codable {
    /// Mean of each mel band's logarithm.
    var melMean: [Float]
    /// Its standard deviation.
    var melDeviation: [Float]
    /// Mean of the logarithm of frames' loudness.
    var energyMean: Float
    /// Its standard deviation.
    var energyDeviation: Float
    /// Mean of the logarithm of the pitch in hertz, by the speaker's row.
    var pitch: [Float]

    /// Measures clips.
    init(_ clips: [AcousticClip], speakers: Int, bands: Int) {
        var mel = [Spread](repeating: Spread(), count: bands)
        var energy = Spread()
        for clip in clips {
            let values = clip.mel.floats()
            for (place, value) in values.enumerated() { mel[place % bands].add(Double(value)) }
            for value in clip.energy { energy.add(Double(value)) }
        }
        melMean = mel.map { Float($0.mean) }
        melDeviation = mel.map { Float($0.deviation) }
        energyMean = Float(energy.mean)
        energyDeviation = Float(energy.deviation)
        pitch = Self.pitch(clips, speakers: speakers)
    }

    /// Statistics of earlier weights.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names what the weights lack.
    init(_ weights: WeightStore) throws(TrainingError) {
        func numbers(_ name: String, _ count: Int? = nil) throws(TrainingError) -> [Float] {
            guard let tensor = weights[name], tensor.element.isFloatingPoint,
                case let numbers = tensor.floats(), numbers.allSatisfy(\.isFinite),
                count == nil || numbers.count == count
            else {
                throw .wrongSetting(
                    name: "weights", reason: "\(name) is missing or holds no such numbers")
            }
            return numbers
        }
        melMean = try numbers("statistics.mel.mean")
        melDeviation = try numbers("statistics.mel.deviation", melMean.count)
        let energy = try numbers("statistics.energy", 2)
        (energyMean, energyDeviation) = (energy[0], energy[1])
        pitch = try numbers("statistics.pitch")
    }

    /// Adds the pitch of speakers that came after.
    mutating func add(_ clips: [AcousticClip], speakers: Int) {
        pitch += Self.pitch(clips, speakers: speakers).dropFirst(pitch.count)
    }

    private static func pitch(_ clips: [AcousticClip], speakers: Int) -> [Float] {
        var pitch = [Spread](repeating: Spread(), count: speakers)
        for clip in clips {
            for hertz in clip.pitch where hertz > 0 { pitch[clip.speaker].add(log(Double(hertz))) }
        }
        // One without any voice speaks like the others.
        var all = Spread()
        for one in pitch where one.count > 0 { all.add(one.mean) }
        let usual = all.count > 0 ? all.mean : log(150)
        return pitch.map { Float($0.count > 0 ? $0.mean : usual) }
    }

    /// The network's parameters, which no step changes and no checkpoint keeps.
    var parameters: [String: Tensor] {
        [
            "statistics.mel.mean": Tensor(melMean, shape: [melMean.count]),
            "statistics.mel.deviation": Tensor(melDeviation, shape: [melDeviation.count]),
            "statistics.pitch": Tensor(pitch, shape: [pitch.count, 1]),
        ]
    }

    /// All of it as an export has it: the parameters, and the energy's, which the host alone
    /// reads.
    var tensors: [String: Tensor] {
        var tensors = parameters
        tensors["statistics.energy"] = Tensor([energyMean, energyDeviation], shape: [2])
        return tensors
    }
}
