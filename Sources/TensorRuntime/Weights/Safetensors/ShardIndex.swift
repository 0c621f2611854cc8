/// Reads a model in several files: `model.safetensors.index.json`, whose `weight_map` tells the
/// file of each tensor.
enum ShardIndex {
    private static let largestIndex = 100_000_000

    static func looksLikeOne(_ file: ByteRegion) -> Bool {
        // The length of a safetensors header may begin with the byte of a brace.
        if SafetensorsFile.looksLikeOne(file) { return false }
        for offset in 0..<min(64, file.count) {
            guard let byte = file.byte(at: offset) else { return false }
            if byte == UInt8(ascii: "{") { return true }
            guard [0x20, 0x09, 0x0A, 0x0D].contains(byte) else { return false }
        }
        return false
    }

    static func read(
        _ file: ByteRegion, reading: WeightReading
    ) throws(WeightError) -> WeightStore {
        try gather(map(file), of: file, reading: reading)
    }

    /// The files that an index names; none if there is no index or it can't be read.
    static func shards(of index: String) -> Set<String> {
        guard let file = try? FileMapping.open(index, access: .copied), let map = try? map(file)
        else { return [] }
        return Set(map.values)
    }

    private static func map(_ file: ByteRegion) throws(WeightError) -> [String: String] {
        guard file.count <= largestIndex else {
            throw WeightError(file: file.file, .tooLarge("the index", limit: largestIndex))
        }
        var shards: [String: String]?
        var reader = FileJSON(file)
        try reader.object { (key, reader) throws(WeightError) in
            guard key == "weight_map" else { return try reader.skip() }
            guard shards == nil else { throw file.malformed("two weight_map") }
            var map: [String: String] = [:]
            try reader.object { (name, reader) throws(WeightError) in
                guard map.updateValue(try reader.string(), forKey: name) == nil else {
                    throw file.malformed("weight_map names it twice", tensor: name)
                }
            }
            shards = map
        }
        try reader.end()
        guard let shards else { throw file.malformed("the JSON has no weight_map") }
        return shards
    }

    private static func gather(
        _ shards: [String: String], of file: ByteRegion, reading: WeightReading
    ) throws(WeightError) -> WeightStore {
        let folder = ModelFolder(file: file.file)
        var whole = WeightStore()
        for shard in Set(shards.values).sorted() {
            let region = try FileMapping.open(try folder.path(of: shard), access: reading.access)
            guard !looksLikeOne(region) else {
                throw file.malformed("the shard '\(shard.prefix(200))' is an index itself")
            }
            let store = try WeightStore(reading: region, reading)
            for name in store.names where shards[name] == nil || shards[name] == shard {
                whole[name] = store[name]
            }
            whole.metadata.merge(store.metadata) { first, _ in first }
            whole.skipped += store.skipped
        }
        for (name, shard) in shards where whole[name] == nil {
            throw file.malformed("'\(shard.prefix(200))' should hold it and doesn't", tensor: name)
        }
        return whole
    }
}
