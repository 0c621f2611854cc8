/// What one stream carries from step to step: convolution tails, recurrent states, keys and values.
///
/// A value: it can be kept, joined to a batch as often as one likes (a voice's prompt, read once),
/// and moved between batches of other sizes. Made by ``StateBatch/leave(_:)`` and
/// ``StateBatch/state(of:)``.
public struct State: Sendable, Equatable {
    /// What is kept, by the slots' names, without the batch axis.
    public let kept: [String: Tensor]
    /// The cached rows in use, by the slots' names, oldest first: `[heads, rows, width]`.
    public let cached: [String: Tensor]
    /// How many rows the stream has behind it, by the inputs that tell it.
    public let positions: [String: Int]

    /// Bytes of all of it.
    public var byteCount: Int {
        (Array(kept.values) + Array(cached.values)).reduce(0) { $0 + $1.type.byteCount }
    }
}
