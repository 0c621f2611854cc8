internal import SpeechRecognition

/// Turns a recogniser's times into states of the model.
struct PhoneLabels: Sendable {
    private let numbers: [String: Int]
    private let pause: Int

    init(symbols: [String]) {
        numbers = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })
        pause = symbols.count
    }

    /// The model's state in each frame: phones in equal thirds. Nil where a phone isn't known.
    func states(of times: PhoneTimes, frames: Int) -> [Int32]? {
        var states: [Int32] = []
        states.reserveCapacity(frames)
        for (index, sound) in times.sounds.enumerated() {
            let isLast = index == times.sounds.count - 1
            let end =
                isLast
                ? frames
                : min(Self.frame(times.sounds[index + 1].start), frames)
            let count = end - states.count
            guard let phone = sound.phone.map({ numbers[$0] }) ?? pause else { return nil }
            for frame in 0..<max(count, 0) {
                states.append(Int32(phone * PhoneGraph.thirds + frame * PhoneGraph.thirds / count))
            }
        }
        return states.count == frames ? states : nil
    }

    /// The first frame at or behind a sample.
    private static func frame(_ sample: Int) -> Int {
        (sample + CepstrumMaker.hop / 2) / CepstrumMaker.hop
    }
}
