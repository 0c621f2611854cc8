internal import ModelBlocks
public import TensorRuntime

/// Units of a package's frames, which a content encoder can learn in place of phones where nobody
/// knows what is said: clusters of what an encoder heard, or labels that others made, such as
/// those of HuBERT (Hsu et al. 2021), 50 of them a second as frames are here.
public struct ContentUnits {
    private let package: AudioPackage

    /// Units of a package.
    public init(_ package: AudioPackage) throws(TrainingError) {
        try package.checkForConversion()
        self.package = package
    }

    /// The nearest of centres of the package's content: `units` int32 `[frames]`.
    ///
    /// - Parameters:
    ///   - count: Centres, 100 in StreamVC.
    ///   - seed: The same seed and package give the same units.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package without content, or of
    ///   fewer frames than centres.
    public func clustered(
        into count: Int = 100, seed: UInt64 = 1, on device: TorchDevice = .cpu
    ) throws(TrainingError) -> Tensor {
        guard package.latentWidth > 0 else {
            throw .wrongSetting(
                name: "data", reason: "it has no content; add it with `syrinx-train latents`")
        }
        let width = package.latentWidth
        var values: [Float] = []
        for clip in 0..<package.count {
            values += package.latent(of: clip, 0..<package.frames(of: clip)) ?? []
        }
        let frames = Tensor(values, shape: [values.count / width, width])
        let centres = try KMeans(count, width: width, iterations: 20, seed: seed, on: device)(
            frames
        ).centres
        return try nearest(frames, centres, on: device)
    }

    /// Labels of others: `units` int32 `[frames]`, -1 for clips that none belong to.
    ///
    /// - Parameter labels: Of clips, by names (``UnitLabels``).
    /// - Returns: The units, and names of labels that belong to no clip.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` where a clip has others in number than
    ///   frames, by more than two, or no clip has any.
    public func labelled(
        by labels: UnitLabels
    ) throws(TrainingError) -> (units: Tensor, strange: [String]) {
        var (units, known) = ([Int32](), Set<String>())
        for clip in 0..<package.count {
            let frames = package.frames(of: clip)
            guard let name = package.name(of: clip), let own = labels[name] else {
                units += repeatElement(-1, count: frames)
                continue
            }
            known.insert(UnitLabels.key(name))
            // Models without padding tell one or two less.
            guard abs(own.count - frames) <= 2 else {
                throw .wrongSetting(
                    name: "labels",
                    reason: "\(name) has \(own.count) labels and \(frames) frames of 20 ms; give "
                        + "those of the same recording, 50 a second")
            }
            units += own.prefix(frames)
            units += repeatElement(-1, count: max(frames - own.count, 0))
        }
        guard !known.isEmpty else {
            throw .wrongSetting(
                name: "labels",
                reason: "they belong to none of the \(package.count) clips; names are compared "
                    + "without folders and endings")
        }
        return (
            Tensor(units, shape: [units.count]), labels.names.filter { !known.contains($0) }
        )
    }

    private func nearest(
        _ frames: Tensor, _ centres: Tensor, on device: TorchDevice
    ) throws(TrainingError) -> Tensor {
        let width = frames.shape[1]
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("units") { net in
                let rows = net.input("frames", ["rows", Dimension(width)])
                let book = net.input(
                    "centres", [Dimension(centres.shape[0]), Dimension(width)])
                return ["units": rows.nearest(in: book)]
            }
        }
        return try TrainingError.wrap { () throws(ExecutionError) in
            let module = try TorchModule(withoutWeights: graph, on: device)
            let book = try TorchTensor(centres, on: device)
            var units: [Int32] = []
            for start in stride(from: 0, to: frames.shape[0], by: 8192) {
                let part = frames.rows(start..<min(start + 8192, frames.shape[0]))
                let codes = try module([TorchTensor(part, on: device), book], .evaluation)[0]
                    .tensor().elements(as: Int64.self)
                units += (codes ?? []).map { Int32($0) }
            }
            return Tensor(units, shape: [units.count])
        }
    }
}
