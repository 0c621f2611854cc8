/// What becomes of a recording's channels, since speech is one.
public enum ChannelChoice: Sendable, Hashable {
    /// Their mean.
    case mixed
    /// One of them, from 0: of an interview with a microphone each.
    case only(Int)
}

extension ChannelChoice: CustomStringConvertible {
    /// Such as "channel 2", counted from 1 as people do.
    public var description: String {
        switch self {
        case .mixed: "all channels mixed"
        case .only(let index): "channel \(index + 1)"
        }
    }
}

/// Decoded samples of all channels: one of each, then the next of each.
struct InterleavedBlock {
    var samples: [Float]
    /// At least one.
    var channelCount: Int

    /// One channel as chosen; nil where there is no such channel.
    func mono(_ choice: ChannelChoice) -> [Float]? {
        switch choice {
        case .only(let index):
            guard (0..<channelCount).contains(index) else { return nil }
            guard channelCount > 1 else { return samples }
            return stride(from: index, to: samples.count, by: channelCount).map { samples[$0] }
        case .mixed:
            guard channelCount > 1 else { return samples }
            let weight = 1 / Float(channelCount)
            let frames = samples.count / channelCount
            return [Float](unsafeUninitializedCapacity: frames) { target, count in
                samples.withUnsafeBufferPointer { all in
                    for frame in 0..<frames {
                        var sum: Float = 0
                        for channel in 0..<channelCount {
                            // Weighed first, so that no sum leaves the numbers.
                            sum += all[frame * channelCount + channel] * weight
                        }
                        target[frame] = sum
                    }
                }
                count = frames
            }
        }
    }
}
