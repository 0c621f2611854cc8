import CGlibc
import Glibc
import SpeechModel

/// The heaps that the C library takes memory from.
enum Heaps {
    /// Lets threads share them, one to a processor.
    ///
    /// By itself the C library gives threads up to eight heaps to a processor, each of which
    /// keeps what others could use: a server under mixed load had 177 MB and grew, where it
    /// has 99 MB with two (`bench server --soak`, two processors). `MALLOC_ARENA_MAX` in the
    /// environment stands.
    static func share() {
        guard getenv("MALLOC_ARENA_MAX") == nil else { return }
        _ = cglibc_most_heaps(Int32(clamping: max(2, Processors.count)))
    }
}
