import AudioSignal

/// Audio of a piece that waits for its listener.
struct SoundStore: Sendable {
    private var buffers: [[Float]] = []
    private var first = 0
    private var offset = 0
    /// How many samples wait.
    private(set) var count = 0
    /// How many samples have been taken.
    private(set) var taken = 0

    /// Adds the last samples of a buffer.
    mutating func append(_ samples: [Float], last: Int) {
        guard last > 0 else { return }
        buffers.append(last == samples.count ? samples : [Float](samples.suffix(last)))
        count += last
    }

    /// Takes samples from the front.
    mutating func take(_ wanted: Int) -> [Float] {
        var result: [Float] = []
        var missing = min(wanted, count)
        count -= missing
        taken += missing
        if offset == 0, first < buffers.count, buffers[first].count == missing {
            defer { advance() }
            return buffers[first]
        }
        result.reserveCapacity(missing)
        while missing > 0 {
            let buffer = buffers[first]
            let part = min(missing, buffer.count - offset)
            result += buffer[offset..<offset + part]
            offset += part
            missing -= part
            if offset == buffer.count { advance() }
        }
        return result
    }

    /// Keeps the first samples that were ever here, and drops those behind.
    mutating func trim(to total: Int) {
        let kept = take(max(0, total - taken))
        taken -= kept.count
        removeAll()
        append(kept, last: kept.count)
    }

    /// Drops all that waits.
    mutating func removeAll() {
        buffers = []
        (first, offset, count) = (0, 0, 0)
    }

    private mutating func advance() {
        buffers[first] = []
        first += 1
        offset = 0
        if first == buffers.count {
            buffers.removeAll(keepingCapacity: true)
            first = 0
        }
    }
}
