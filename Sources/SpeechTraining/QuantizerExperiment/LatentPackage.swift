internal import TensorRuntime

/// A frozen latent with the spectra that it was made of: what quantizers are compared on. One
/// safetensors file.
///
/// - `latent` float32 `[frames, width]`, as a whole with a root mean square of 1
/// - `mel` float32 `[frames, bands]`, each band with mean 0 and deviation 1
/// - `deviations` float32 `[bands]`: of the bands' natural logarithms
/// - `starts` int64 `[clips + 1]`: frames at which each clip begins, and the end of the last
/// - `held.out` int64: clips that aren't learnt from
/// - in the metadata `syrinx.latent` = 1, and `scale`: what the encoder's latent was multiplied by
public struct LatentPackage: Sendable {
    let latent: FrameTable
    let mel: FrameTable
    let deviations: [Float]
    /// What the latent was multiplied by.
    let scale: Float
    /// Clips that aren't learnt from.
    public let heldOut: [Int]

    init(
        latent: FrameTable, mel: FrameTable, deviations: [Float], scale: Float, heldOut: [Int]
    ) {
        self.scale = scale
        self.latent = latent
        self.mel = mel
        self.deviations = deviations
        self.heldOut = heldOut
    }

    /// Opens a file.
    ///
    /// - Throws: ``TrainingError/weights(_:)`` if it can't be read,
    ///   ``TrainingError/input(file:reason:)`` if it is none or contradicts itself.
    public init(at path: String) throws(TrainingError) {
        let store: WeightStore
        do throws(WeightError) { store = try WeightStore(at: path) } catch { throw .weights(error) }
        func wrong(_ reason: String) -> TrainingError { .input(file: path, reason: reason) }
        guard store.metadata["syrinx.latent"] == "1" else {
            throw wrong("it holds no latent; make it anew")
        }
        guard let scale = store.metadata["scale"].flatMap({ Float($0) }), scale > 0,
            scale.isFinite
        else { throw wrong("it doesn't tell the latent's scale; make it anew") }
        guard let latent = store["latent"], let mel = store["mel"],
            latent.element == .float32, mel.element == .float32, latent.shape.count == 2,
            mel.shape.count == 2, latent.shape[0] == mel.shape[0], latent.shape[1] > 0,
            let deviations = store["deviations"]?.elements(as: Float.self),
            deviations.count == mel.shape[1],
            let starts = store["starts"]?.elements(as: Int64.self),
            let held = store["held.out"]?.elements(as: Int64.self)
        else { throw wrong("latent, mel, deviations, starts or held.out is missing or unfit") }
        guard starts.count > 1, starts.first == 0, starts.last == Int64(latent.shape[0]),
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
            held.allSatisfy({ (0..<Int64(starts.count - 1)).contains($0) })
        else { throw wrong("starts or held.out don't divide \(latent.shape[0]) frames") }
        let places = starts.map { Int($0) }
        self.init(
            latent: FrameTable(values: latent, starts: places),
            mel: FrameTable(values: mel, starts: places), deviations: deviations, scale: scale,
            heldOut: held.map { Int($0) })
    }

    /// Writes the file.
    public func write(to path: String) throws(TrainingError) {
        let starts = latent.starts.map { Int64($0) }
        let store = WeightStore(
            [
                "latent": latent.values, "mel": mel.values,
                "deviations": Tensor(deviations, shape: [deviations.count]),
                "starts": Tensor(starts, shape: [starts.count]),
                "held.out": Tensor(heldOut.map { Int64($0) }, shape: [heldOut.count]),
            ], metadata: ["syrinx.latent": "1", "scale": "\(scale)"])
        do throws(WeightError) { try store.write(to: path) } catch { throw .weights(error) }
    }

    /// Features of the latent.
    public var width: Int { latent.width }
    /// Frames of all clips.
    public var frameCount: Int { latent.values.shape[0] }

    /// Where the clips lie that are learnt from, or the others.
    func clips(heldOut isHeldOut: Bool) -> [Range<Int>] {
        let held = Set(heldOut)
        return (0..<latent.count).filter { held.contains($0) == isHeldOut }
            .map { latent.frames(of: $0) }
    }
}
