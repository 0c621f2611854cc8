import CICU

/// One of ICU's transforms of a script into another; for one thread at a time.
final class Transliterator {
    private let handle: OpaquePointer

    /// Opens a transform by its ID, such as `Han-Latin`; nil if ICU has none of that name.
    init?(_ id: String) {
        guard let handle = syrinx_transliterator_open(id) else { return nil }
        self.handle = handle
    }

    deinit { syrinx_transliterator_close(handle) }

    /// The letters as the transform has them; empty where it fails.
    func run(_ letters: String) -> String {
        var letters = letters
        return letters.withUTF8 { utf8 -> String in
            utf8.withMemoryRebound(to: CChar.self) { source -> String in
                var capacity = source.count * 4 + 64
                for _ in 0..<2 {
                    var room = [CChar](repeating: 0, count: capacity)
                    let length = syrinx_transliterate(
                        handle, source.baseAddress, Int32(clamping: source.count), &room,
                        Int32(clamping: capacity))
                    guard length >= 0 else { return "" }
                    if Int(length) <= capacity {
                        return String(
                            decoding: room.prefix(Int(length)).lazy.map(UInt8.init(bitPattern:)),
                            as: UTF8.self)
                    }
                    capacity = Int(length)
                }
                return ""
            }
        }
    }
}
