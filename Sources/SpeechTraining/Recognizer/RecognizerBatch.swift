internal import TensorRuntime

/// What a recogniser hears in a step: rows of spectra, padded with zeros to the longest.
struct RecognizerBatch {
    /// Classes of the phones of each row.
    let phones: [[Int]]
    /// Frames of each row.
    let counts: [Int]
    /// Frames of the longest.
    let frames: Int
    private let bands: Int
    private let mel: [Float]

    /// - Parameter spectra: Logarithms of bands, frame by frame, of each row.
    /// - Precondition: There are rows.
    init(_ spectra: [[Float]], phones: [[Int]], bands: Int) {
        precondition(!spectra.isEmpty && spectra.count == phones.count, "phones of each row")
        self.phones = phones
        self.bands = bands
        counts = spectra.map { $0.count / bands }
        frames = counts.max()!
        var mel: [Float] = []
        mel.reserveCapacity(spectra.count * frames * bands)
        for spectrum in spectra {
            mel += spectrum
            mel += repeatElement(0, count: frames * bands - spectrum.count)
        }
        self.mel = mel
    }

    /// `mel` `[rows, frames, bands]` and `counts` int64 `[rows]`.
    func tensors(on device: TorchDevice) throws(ExecutionError) -> [TorchTensor] {
        [
            try TorchTensor(Tensor(mel, shape: [counts.count, frames, bands]), on: device),
            try TorchTensor(Tensor(counts.map { Int64($0) }, shape: [counts.count]), on: device),
        ]
    }
}

extension RecognizerBatch {
    /// How wrong a network is about a batch, and how its logits should change.
    struct Verdict {
        /// Nats for each phone, the mean of the batch.
        let loss: Double
        /// Its derivative by each logit, as the logits lie.
        let gradient: [Float]
    }

    /// Judges logits of all rows, padding with them.
    ///
    /// - Parameter classes: Numbers for each frame.
    func verdict(on logits: [Float], classes: Int) -> Verdict {
        var (sum, count) = (0.0, 0)
        var gradient = [Float](repeating: 0, count: logits.count)
        let row = frames * classes
        for (index, phones) in phones.enumerated() {
            let own = index * row..<index * row + counts[index] * classes
            // Clips have the frames that their phones need; logits that are no numbers leave no
            // gradient, and the optimiser passes such a step over.
            guard
                let loss = ConnectionistLoss(
                    logits: logits[own], classes: classes, phones: phones)
            else {
                return Verdict(
                    loss: .nan, gradient: [Float](repeating: .nan, count: logits.count))
            }
            sum += loss.loss
            count += phones.count
            gradient.replaceSubrange(own, with: loss.gradient)
        }
        let part = 1 / Double(max(count, 1))
        return Verdict(loss: sum * part, gradient: gradient.map { $0 * Float(part) })
    }
}
