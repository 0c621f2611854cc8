internal import CICU

/// A normalization form (UAX #15), by ICU.
struct UnicodeNormalization: @unchecked Sendable {
    // Safety: ICU's normalizers are immutable singletons that live as long as the
    // process, usable from any thread (unorm2.h).
    private let handle: OpaquePointer

    /// The forms by their names in tokenizer files.
    init?(_ name: String) {
        let forms = [
            "NFC": SYRINX_NFC, "NFD": SYRINX_NFD, "NFKC": SYRINX_NFKC, "NFKD": SYRINX_NFKD,
        ]
        guard let form = forms[name], let handle = syrinx_normalizer_get(form) else { return nil }
        self.handle = handle
    }

    /// The longest run without a place to cut that is normalized as one; a longer one is
    /// cut there. ICU's time grows with its square, and Unicode's own stream-safe format
    /// ends runs of marks at 30.
    static let runLimit = 1024

    /// The text in this form. A changed run stands for all bytes of the run it was made of.
    func callAsFunction(_ text: AlignedText) -> AlignedText {
        guard !text.bytes.allSatisfy({ $0 < 0x80 }) else { return text }
        let units = Array(String(decoding: text.bytes, as: UTF8.self).utf16)
        let normal = units.withUnsafeBufferPointer {
            syrinx_normalizer_span(handle, $0.baseAddress, Int32(clamping: $0.count))
        }
        guard normal < units.count else { return text }
        var rewriter = AlignedText.Rewriter(text)
        var run: [UInt16] = []
        var runStart = 0
        var buffer = [UInt16](repeating: 0, count: 64)
        func endRun(_ end: Int) {
            guard !run.isEmpty else { return }
            let length = normalize(run, into: &buffer)
            if buffer[..<length].elementsEqual(run) {
                rewriter.keep(runStart..<end)
            } else {
                let changed = String(decoding: buffer[..<length], as: UTF16.self)
                rewriter.put(changed.utf8, for: runStart..<end)
            }
            run.removeAll(keepingCapacity: true)
            runStart = end
        }
        text.forEachScalar { scalar, range in
            if run.count >= Self.runLimit
                || scalar.isASCII || syrinx_normalizer_cuts_before(handle, scalar.value) != 0
            {
                endRun(range.lowerBound)
            }
            run += UTF16.encode(scalar).map(Array.init) ?? []
        }
        endRun(text.bytes.count)
        return rewriter.text
    }

    private func normalize(_ run: [UInt16], into buffer: inout [UInt16]) -> Int {
        while true {
            let length = run.withUnsafeBufferPointer { run in
                buffer.withUnsafeMutableBufferPointer {
                    syrinx_normalize(
                        handle, run.baseAddress, Int32(run.count), $0.baseAddress,
                        Int32($0.count))
                }
            }
            if length < 0 {
                // Out of memory alone: leave the run as it is.
                buffer.replaceSubrange(0..<min(run.count, buffer.count), with: run)
                return run.count
            }
            if length <= buffer.count { return Int(length) }
            buffer = [UInt16](repeating: 0, count: Int(length))
        }
    }
}
