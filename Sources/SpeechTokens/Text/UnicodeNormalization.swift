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
        var at = span(units[...])
        guard at < units.count else { return text }
        var rewriter = AlignedText.Rewriter(text)
        var buffer = [UInt16](repeating: 0, count: 64)
        var offset = utf8Length(units[..<at])
        rewriter.keep(0..<offset)
        while at < units.count {
            // What isn't surely normal, up to the next place to cut.
            let run = units[at..<end(ofRunAt: at, in: units)]
            let runEnd = offset + utf8Length(run)
            let length = normalize(Array(run), into: &buffer)
            if buffer[..<length].elementsEqual(run) {
                rewriter.keep(offset..<runEnd)
            } else {
                let changed = String(decoding: buffer[..<length], as: UTF16.self)
                rewriter.put(changed.utf8, for: offset..<runEnd)
            }
            let normal = span(units[run.endIndex...])
            offset = runEnd + utf8Length(units[run.endIndex..<normal])
            rewriter.keep(runEnd..<offset)
            at = normal
        }
        return rewriter.text
    }

    /// Where the part at the start that is surely normal ends.
    private func span(_ units: ArraySlice<UInt16>) -> Int {
        units.withUnsafeBufferPointer {
            units.startIndex
                + Int(max(0, syrinx_normalizer_span(handle, $0.baseAddress, Int32($0.count))))
        }
    }

    /// The next place to cut behind a scalar.
    private func end(ofRunAt start: Int, in units: [UInt16]) -> Int {
        var at = start
        while at < units.count {
            let isPair = UTF16.isLeadSurrogate(units[at]) && at + 1 < units.count
            let scalar =
                isPair
                ? 0x10000 + (UInt32(units[at] & 0x3FF) << 10) + UInt32(units[at + 1] & 0x3FF)
                : UInt32(units[at])
            if at > start,
                at - start >= Self.runLimit || syrinx_normalizer_cuts_before(handle, scalar) != 0
            {
                break
            }
            at += isPair ? 2 : 1
        }
        return at
    }

    private func utf8Length(_ units: ArraySlice<UInt16>) -> Int {
        units.reduce(0) { $0 + Pattern.utf8Length($1) }
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
