import CICU
import Synchronization

/// Letters of other scripts in Latin ones, by ICU, for a word that stands in an English
/// sentence: `Привет` as `Privet`, `서울` as `seoul`. A whole sentence in another script
/// is found to be in another language and never comes here.
public enum ForeignLetters {
    /// The letters as ASCII; those that ICU knows no Latin ones for stay. Empty without ICU's
    /// transform.
    public static func ascii(_ letters: String) -> String {
        transform.withLock { $0?.run(letters) ?? "" }
    }

    /// Opened when it is first needed, as that takes a tenth of a second; ICU's handles
    /// are for one thread at a time, which the lock sees to.
    private static let transform = Mutex<Transform?>(Transform())

    private final class Transform {
        private let handle: OpaquePointer

        init?() {
            guard let handle = syrinx_transliterator_open("Any-Latin; Latin-ASCII") else {
                return nil
            }
            self.handle = handle
        }

        deinit { syrinx_transliterator_close(handle) }

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
                                decoding: room.prefix(Int(length)).lazy.map(
                                    UInt8.init(bitPattern:)),
                                as: UTF8.self)
                        }
                        capacity = Int(length)
                    }
                    return ""
                }
            }
        }
    }
}
