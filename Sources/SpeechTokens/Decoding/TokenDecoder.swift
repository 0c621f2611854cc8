/// How tokens become text again.
struct TokenDecoder: Sendable {
    /// One step; each works on what the one before gives.
    enum Step: Sendable {
        /// GPT-2's alphabet to bytes.
        case byteLevel
        /// The end of a word to a space, but not at the end of the text.
        case wordEnd([UInt8])
        case replace([UInt8], with: [UInt8])
        /// `<0x0A>` to its byte.
        case byteFallback
        /// From here on all tokens are one.
        case fuse
        /// Takes away up to a number of characters at the start of a token.
        case stripStart([UInt8], Int)
        /// The replacement to a space; at the start of the first token to nothing.
        case metaspace([UInt8], dropsFirst: Bool)
    }

    /// Nil: tokens are joined by spaces.
    var steps: [Step]?

    /// What is remembered from token to token.
    struct State: Sendable {
        /// The number of tokens so far.
        fileprivate var count = 0
        /// A token that waits for whether another follows.
        fileprivate var waiting: (bytes: [UInt8], isLiteral: Bool)?
        /// What may still be stripped from the start of the fused text, by step.
        fileprivate var stripped: [Int: Int] = [:]
    }

    private var waits: Bool {
        steps?.contains { if case .wordEnd = $0 { true } else { false } } ?? false
    }

    /// The bytes that surely follow when a token is added; `isLiteral`: it is text as it
    /// stands.
    func append(_ token: ArraySlice<UInt8>, isLiteral: Bool, to state: inout State) -> [UInt8] {
        guard waits else { return bytes(of: Array(token), isLiteral, isLast: false, &state) }
        defer { state.waiting = (Array(token), isLiteral) }
        guard let (before, wasLiteral) = state.waiting else { return [] }
        return bytes(of: before, wasLiteral, isLast: false, &state)
    }

    /// The bytes that remain at the end.
    func finish(_ state: inout State) -> [UInt8] {
        guard let (last, isLiteral) = state.waiting else { return [] }
        state.waiting = nil
        return bytes(of: last, isLiteral, isLast: true, &state)
    }

    private func bytes(
        of token: [UInt8], _ isLiteral: Bool, isLast: Bool, _ state: inout State
    ) -> [UInt8] {
        let isFirst = state.count == 0
        state.count += 1
        guard let steps else { return isFirst ? token : [0x20] + token }
        var bytes = token
        var isFused = false
        for (index, step) in steps.enumerated() {
            switch step {
            case .byteLevel:
                if !isLiteral { bytes = ByteAlphabet.bytes(of: bytes[...]) ?? bytes }
            case .wordEnd(let suffix):
                bytes = Self.replace(suffix, by: isLast ? [] : [0x20], in: bytes)
            case .replace(let old, let new):
                bytes = Self.replace(old, by: new, in: bytes)
            case .byteFallback:
                if let byte = Self.fallbackByte(bytes) { bytes = [byte] }
            case .fuse:
                isFused = true
            case .stripStart(let character, let most):
                var left = isFused ? state.stripped[index] ?? most : most
                while left > 0, !bytes.isEmpty {
                    guard bytes.starts(with: character) else {
                        left = 0
                        break
                    }
                    bytes.removeFirst(character.count)
                    left -= 1
                }
                if isFused { state.stripped[index] = left }
            case .metaspace(let replacement, let dropsFirst):
                let dropped = isFirst && dropsFirst
                bytes = Self.replace(replacement, by: dropped ? [] : [0x20], in: bytes)
            }
        }
        return bytes
    }

    private static func replace(_ old: [UInt8], by new: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        guard let first = old.first, bytes.contains(first) else { return bytes }
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            if byte == first, rest.starts(with: old) {
                result += new
                rest.removeFirst(old.count)
            } else {
                result.append(byte)
                rest.removeFirst()
            }
        }
        return result
    }

    /// The byte of a token such as `<0x0A>`.
    private static func fallbackByte(_ token: [UInt8]) -> UInt8? {
        guard token.count == 6, token.starts(with: Array("<0x".utf8)), token[5] == 0x3E else {
            return nil
        }
        return UInt8(String(decoding: token[3..<5], as: UTF8.self), radix: 16)
    }
}
