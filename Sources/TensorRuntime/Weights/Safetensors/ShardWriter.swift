internal import Glibc

extension WeightStore {
    /// Writes all tensors as several safetensors files and an index, as Hugging Face's are:
    /// `NAME-TAG-00001-of-00003.safetensors` beside `NAME.safetensors.index.json`. The metadata
    /// goes into the first file.
    ///
    /// The index gets its name when everything else is complete, and files that only the index
    /// before named are removed then: whoever stops in between leaves the old weights whole.
    ///
    /// - Parameters:
    ///   - index: The path of the index, ending in `.safetensors.index.json`.
    ///   - partBytes: Bytes of tensors in a file; a tensor that is larger has one of its own.
    ///   - tag: What tells these files from those of the index before, such as a step's number.
    public func write(
        toIndex index: String, partBytes: Int, tag: String
    ) throws(WeightError) {
        let ending = ".safetensors.index.json"
        guard index.hasSuffix(ending), !tag.contains("/"), partBytes > 0 else {
            throw WeightError(
                file: index, .notWritable(reason: "an index is called NAME\(ending)"))
        }
        let folder = ModelFolder.folder(of: index)
        let name = String(index.dropFirst(folder.count).dropLast(ending.count))
        let before = ShardIndex.shards(of: index).filter {
            $0.hasPrefix(name + "-") && $0.hasSuffix(".safetensors") && !$0.contains("/")
        }
        let parts = parts(of: partBytes)
        var map: [String] = []
        var written: Set<String> = []
        for (number, part) in parts.enumerated() {
            let shard =
                "\(name)-\(tag)-\(Self.padded(number + 1))-of-\(Self.padded(parts.count)).safetensors"
            var store = WeightStore(metadata: number == 0 ? metadata : [:])
            for tensor in part {
                store[tensor] = self[tensor]
                map.append("\(SafetensorsText.quoted(tensor)):\(SafetensorsText.quoted(shard))")
            }
            try store.write(to: folder + shard)
            written.insert(shard)
        }
        let json = """
            {"metadata":{"total_size":\(byteCount)},"weight_map":{\(map.joined(separator: ","))}}
            """
        let file = try CompleteFile(at: index)
        try file.write(Array(json.utf8))
        try file.finish()
        for shard in before where !written.contains(shard) { unlink(folder + shard) }
    }

    /// Names in their order, divided so that each part has so many bytes at the most.
    private func parts(of most: Int) -> [[String]] {
        var parts: [[String]] = [[]]
        var filled = 0
        for name in names {
            let bytes = self[name]?.type.byteCount ?? 0
            if filled > 0, filled + bytes > most {
                parts.append([])
                filled = 0
            }
            parts[parts.count - 1].append(name)
            filled += bytes
        }
        return parts
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}
