import CEncoders

/// Calls with tags in the form of the C doors, valid during the call.
func withTags<Result>(
    _ tags: AudioTags, _ body: (UnsafePointer<syrinx_tag>?, Int) -> Result
) -> Result {
    // All texts in one run of bytes, each ended by a NUL.
    var bytes: [CChar] = []
    var offsets: [(name: Int, value: Int)] = []
    for (name, value) in tags.named {
        let nameOffset = bytes.count
        bytes += name.utf8CString
        offsets.append((nameOffset, bytes.count))
        bytes += value.utf8CString
    }
    return bytes.withUnsafeBufferPointer { texts in
        guard let start = texts.baseAddress, !offsets.isEmpty else { return body(nil, 0) }
        let entries = offsets.map {
            syrinx_tag(name: start + $0.name, value: start + $0.value)
        }
        return entries.withUnsafeBufferPointer { body($0.baseAddress, $0.count) }
    }
}

/// Cuts samples to full scale and counts what was cut; NaN becomes 0.
func cutToFullScale(_ samples: [Float], counting clipped: inout Int) -> [Float] {
    var cut = samples
    for index in cut.indices where !(cut[index].magnitude <= 1) {
        clipped += 1
        cut[index] = cut[index].isNaN ? 0 : (cut[index] < 0 ? -1 : 1)
    }
    return cut
}
