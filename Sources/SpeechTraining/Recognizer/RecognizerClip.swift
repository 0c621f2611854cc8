internal import TensorRuntime

/// A clip of which is known what is said, but not when.
struct RecognizerClip: Sendable {
    /// Its number in the package.
    let number: Int
    /// Classes of the phones that are said, from 1 on.
    let phones: [Int]
    /// Log-mel bands, float16 `[frames, bands]`: half the memory, and 0.004 is no loss.
    let mel: Tensor

    /// - Parameter mel: Log-mel bands, frame by frame.
    init(_ number: Int, phones: [Int], mel: [Float], bands: Int) {
        self.number = number
        self.phones = phones
        self.mel = Tensor(mel, shape: [mel.count / bands, bands]).converted(to: .float16)
    }

    /// Frames.
    var count: Int { mel.shape[0] }
}

extension RecognizerClip {
    /// The clips of a package that say something. Those that have fewer frames than their phones
    /// need, which only a text that isn't what is said comes to, are left out.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package without tokens, and for
    ///   tokens of phones that aren't among the classes.
    static func all(
        _ package: AudioPackage, _ classes: PhoneClasses, on device: TorchDevice
    ) throws(TrainingError) -> [RecognizerClip] {
        let spectra = try ClipSpectra(package, on: device)
        let bands = package.melBasis.shape[0]
        var clips: [RecognizerClip] = []
        for number in 0..<package.count {
            guard let phones = classes.numbers(of: package.tokens(of: number)) else {
                throw .wrongSetting(
                    name: "data",
                    reason: "clip \(number) has a phoneme that the weights don't know; begin "
                        + "without --from")
            }
            guard !phones.isEmpty,
                package.frames(of: number) >= ConnectionistLoss.leastFrames(of: phones)
            else { continue }
            clips.append(
                RecognizerClip(number, phones: phones, mel: try spectra(number), bands: bands))
        }
        guard !clips.isEmpty else {
            throw .wrongSetting(
                name: "data",
                reason: "no clip has tokens, so there is nothing to learn to hear; prepare it with "
                    + "--speech")
        }
        return clips
    }
}
