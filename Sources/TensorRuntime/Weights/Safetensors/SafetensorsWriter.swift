extension WeightStore {
    /// Writes all tensors and the metadata as safetensors.
    ///
    /// Wider elements come first and names are sorted, so that every tensor begins at a multiple
    /// of its element's size and the same weights give the same bytes. The file gets its name
    /// when it is complete; what was there before stays until then.
    public func write(to path: String) throws(WeightError) {
        let order = widestFirst
        let beginning = try safetensorsBeginning(order, path)
        let file = try CompleteFile(at: path)
        try file.write(beginning)
        for name in order {
            try self[name]?.withBytes { bytes throws(WeightError) in try file.write(bytes) }
        }
        try file.finish()
    }

    /// The bytes that ``write(to:)`` gives a file.
    ///
    /// - Throws: ``WeightError`` where the header is too long or a tensor is called
    ///   `__metadata__`.
    public func safetensors() throws(WeightError) -> [UInt8] {
        let order = widestFirst
        var bytes = try safetensorsBeginning(order, "")
        bytes.reserveCapacity(bytes.count + byteCount)
        for name in order { self[name]?.withBytes { bytes += $0 } }
        return bytes
    }

    private var widestFirst: [String] {
        names.sorted { a, b in
            let widths = (width(a), width(b))
            return widths.0 != widths.1 ? widths.0 > widths.1 : a < b
        }
    }

    /// The header with its length before it.
    private func safetensorsBeginning(
        _ order: [String], _ path: String
    ) throws(WeightError) -> [UInt8] {
        let header = try safetensorsHeader(order, path)
        var length = UInt64(header.count).littleEndian
        return withUnsafeBytes(of: &length) { Array($0) } + header
    }

    private func width(_ name: String) -> Int { self[name]?.element.byteCount ?? 0 }

    /// The JSON, padded with spaces so that the tensors begin at a multiple of 64.
    private func safetensorsHeader(
        _ order: [String], _ path: String
    ) throws(WeightError) -> [UInt8] {
        var entries: [String] = []
        if !metadata.isEmpty {
            entries.append(SafetensorsText.entry(metadata))
        }
        var offset = 0
        for name in order {
            guard let type = self[name]?.type else { continue }
            guard name != "__metadata__" else {
                throw WeightError(
                    file: path, tensor: name,
                    .unsupported("the name __metadata__", remedy: "rename the tensor"))
            }
            let end = offset + type.byteCount
            entries.append(SafetensorsText.entry(name, type, from: offset, to: end))
            offset = end
        }
        var header = Array("{\(entries.joined(separator: ","))}".utf8)
        guard header.count <= SafetensorsFile.longestHeader - 64 else {
            throw WeightError(
                file: path, .tooLarge("its header", limit: SafetensorsFile.longestHeader))
        }
        while (header.count + 8) % TensorStorage.alignment != 0 { header.append(0x20) }
        return header
    }
}

/// How names and values are written in a header.
enum SafetensorsText {
    /// The metadata's entry.
    static func entry(_ metadata: [String: String]) -> String {
        let pairs = metadata.sorted { $0.key < $1.key }.map {
            "\(quoted($0.key)):\(quoted($0.value))"
        }
        return "\"__metadata__\":{\(pairs.joined(separator: ","))}"
    }

    /// The entry of a tensor whose bytes lie at offsets behind the header.
    static func entry(_ name: String, _ type: TensorType, from start: Int, to end: Int) -> String {
        let shape = type.shape.map(String.init).joined(separator: ",")
        return "\(quoted(name)):{\"dtype\":\"\(type.element.safetensors)\","
            + "\"shape\":[\(shape)],\"data_offsets\":[\(start),\(end)]}"
    }

    /// As a JSON string.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
