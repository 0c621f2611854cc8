internal import TensorRuntime

extension AudioPackage {
    /// Opens several packages as one, such as a teacher's speech and people's: clips one after the
    /// other, speakers of the same name the same.
    ///
    /// All of it is read into memory; a single package is read as it is needed.
    ///
    /// - Throws: As ``init(at:)``, and ``TrainingError/wrongData(file:reason:)`` that names the first
    ///   package that isn't of the same spectrum, or lacks what the others tell of their clips.
    public init(joining paths: [String]) throws(TrainingError) {
        precondition(!paths.isEmpty, "a package")
        let first = paths[0]
        if paths.count == 1 {
            try self.init(at: first)
            return
        }
        var stores: [WeightStore] = []
        for path in paths {
            let store: WeightStore
            do throws(WeightError) { store = try WeightStore(at: path) } catch {
                throw .weights(error)
            }
            // Each is checked as it is, so that errors name its file.
            _ = try AudioPackage(store, named: path)
            stores.append(store)
        }
        for (path, store) in zip(paths, stores).dropFirst() {
            try Self.compare(store, path, stores[0], first)
        }
        try self.init(try Self.joined(stores), named: paths.joined(separator: ", "))
    }

    /// Refuses a package whose frames mean something else, or that tells other things.
    private static func compare(
        _ store: WeightStore, _ path: String, _ first: WeightStore, _ firstPath: String
    ) throws(TrainingError) {
        for name in ["rate", "mel.size", "mel.hop"]
        where store.metadata[name] != first.metadata[name] {
            throw .wrongData(
                file: path,
                reason: "its \(name) is \(store.metadata[name] ?? "missing"), that of \(firstPath) "
                    + "\(first.metadata[name] ?? "missing"); prepare both alike")
        }
        guard store["mel.basis"] == first["mel.basis"] else {
            throw .wrongData(
                file: path, reason: "its mel bands aren't those of \(firstPath); prepare both alike"
            )
        }
        let (names, firstNames) = (Set(store.names), Set(first.names))
        if let name = names.symmetricDifference(firstNames).sorted().first {
            let (has, lacks) = names.contains(name) ? (path, firstPath) : (firstPath, path)
            throw .wrongData(file: lacks, reason: "it has no \(name), which \(has) has")
        }
    }

    private static func joined(_ stores: [WeightStore]) throws(TrainingError) -> WeightStore {
        var result = WeightStore(metadata: stores[0].metadata)
        result["mel.basis"] = stores[0]["mel.basis"]
        for name in [
            "audio", "pitch", "tokens", "mel.predicted", "prosody", "prosody.pitch", "content",
            "units",
        ] {
            result[name] = rows(stores.compactMap { $0[name] })
        }
        result["content.varied"] = try varied(stores)
        for name in ["starts", "token.starts"] {
            let parts = stores.compactMap { $0[name]?.elements(as: Int64.self) }
            guard !parts.isEmpty else { continue }
            var starts: [Int64] = [0]
            for part in parts {
                let end = starts[starts.count - 1]
                starts += part.dropFirst().map { $0 + end }
            }
            result[name] = Tensor(starts, shape: [starts.count])
        }
        let texts = stores.compactMap { $0["names"]?.elements(as: UInt8.self) }
        if !texts.isEmpty { result["names"] = lines(texts.map { PackageNames.lines($0) }) }
        join(speakersOf: stores, in: &result)
        return result
    }

    private static func join(speakersOf stores: [WeightStore], in result: inout WeightStore) {
        var names: [String] = []
        var numbers: [Int32] = []
        for store in stores {
            guard let known = store["speaker.names"]?.elements(as: UInt8.self),
                let speakers = store["speakers"]?.elements(as: Int32.self)
            else { return }
            let own = PackageNames.lines(known)
            for name in own where !names.contains(name) { names.append(name) }
            let places = own.map { name in Int32(names.firstIndex(of: name) ?? 0) }
            numbers += speakers.map { places[Int($0)] }
        }
        result["speaker.names"] = lines([names])
        result["speakers"] = Tensor(numbers, shape: [numbers.count])
    }

    /// Takes of all frames, take by take.
    private static func varied(_ stores: [WeightStore]) throws(TrainingError) -> Tensor? {
        let parts = stores.compactMap { $0["content.varied"] }
        guard let first = parts.first else { return nil }
        let takes = first.shape[0]
        guard parts.allSatisfy({ $0.shape[0] == takes }) else {
            throw .wrongSetting(
                name: "data",
                reason: "content.varied has other numbers of takes in some packages; make them "
                    + "with the same --variations")
        }
        let all = (0..<takes).compactMap { take in
            rows(
                parts.map { part in
                    part.rows(take..<take + 1).reshaped(Array(part.shape.dropFirst()))
                })
        }
        return rows(all)?.reshaped([takes, all[0].shape[0], first.shape[2]])
    }

    private static func lines(_ parts: [[String]]) -> Tensor {
        let bytes = Array(parts.joined().joined(separator: "\n").utf8)
        return Tensor(bytes, shape: [bytes.count])
    }

    /// Rows of tensors, one after the other; nil where there are none.
    private static func rows(_ parts: [Tensor]) -> Tensor? {
        guard let first = parts.first else { return nil }
        let count = parts.reduce(0) { $0 + $1.shape[0] }
        let element = parts.allSatisfy { $0.element == first.element } ? first.element : .float32
        return Tensor(TensorType(element, [count] + first.shape.dropFirst())) { room in
            var place = 0
            for part in parts {
                part.converted(to: element).withBytes { bytes in
                    UnsafeMutableRawBufferPointer(rebasing: room[place..<place + bytes.count])
                        .copyMemory(from: bytes)
                    place += bytes.count
                }
            }
        }
    }
}
