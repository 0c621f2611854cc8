public import TensorRuntime

/// Where the frames of a call stand in their sequences and which of them may be looked at:
/// worked out once, for all attention of a network.
public struct Timeline {
    /// Frame numbers, int64 `[batch, frames]`, or `[1, frames]` if they are the same for all.
    public let positions: Value
    /// What is added to scores, `[batch or 1, 1, frames, keys]`: 0, or -1e9 for what mustn't be
    /// seen; nil: everything is seen. While stepping the keys are the cache's, then this step's.
    let mask: Value?
    let window: Int?
    /// While stepping: the input with the position of each stream's first frame, and the room
    /// of the caches.
    let cache: (positions: Value, capacity: Dimension)?
}

extension Layer {
    /// The timeline of a call.
    ///
    /// While stepping it declares the input `positions`, int64 `[batch]`: the frames that each
    /// stream has behind it. Streams at different positions run in one call.
    ///
    /// - Parameters:
    ///   - x: A value whose axes 0 and 1 are batch and frames.
    ///   - causal: Whether frames see only those before them and themselves. Must be so in steps.
    ///   - window: How many frames are seen at the most, the newest (itself, if causal) counted.
    ///   - valid: bool `[batch, frames]`, false for the padding of shorter sequences in a batch.
    ///     Whole sequences only.
    ///   - positions: What the input is called.
    ///   - capacity: The symbol for the caches' room.
    public func timeline(
        of x: Value, causal: Bool = true, window: Int? = nil, valid: Value? = nil,
        positions: String = "positions", capacity: Dimension = "capacity"
    ) -> Timeline {
        let frames = x.size(1)
        func empty() -> Timeline {
            Timeline(positions: nothing, mask: nothing, window: nil, cache: nil)
        }
        if x.isNothing { return empty() }
        guard window == nil || (window! > 0 && causal) else {
            refuse("a window of \(window!) frames; it begins at 1 and needs causal attention")
            return empty()
        }
        guard isStepping else {
            let numbers = range(frames)
            var seen: Value?
            if causal { seen = past(numbers, window: window).reshaped([1, 1, frames, frames]) }
            if let valid {
                guard valid.element == .bool, valid.shape == [x.size(0), frames] else {
                    if !valid.isNothing {
                        refuse(
                            "valid is \(valid.element)\(valid.shape), it must be bool[\(x.size(0)), \(frames)]"
                        )
                    }
                    return empty()
                }
                let keys = valid.reshaped([x.size(0), 1, 1, frames])
                seen = seen.map { $0 .& keys } ?? keys
            }
            return Timeline(
                positions: numbers.addingAxis(0), mask: seen.map { addend($0) }, window: window,
                cache: nil)
        }
        guard causal, valid == nil else {
            refuse("attention in steps is causal and its frames are all valid")
            return empty()
        }
        let batch = x.size(0)
        let start = input(positions, [batch], as: .int64)
        let numbers = start.addingAxis(1) + range(frames).addingAxis(0)
        let cached = cachedRows(numbers, start, capacity, window: window)
        let new = past(range(frames), window: window)
        let mask = apply(
            .concatenate(axis: 3),
            to: [
                addend(cached).expanded([batch, 1, frames, capacity]),
                addend(new).expanded([batch, 1, frames, frames]),
            ])[0]
        return Timeline(
            positions: numbers, mask: mask, window: window, cache: (start, capacity))
    }

    /// Which frames see which of the same call, `[frames, frames]`.
    private func past(_ numbers: Value, window: Int?) -> Value {
        let (seeing, seen) = (numbers.addingAxis(1), numbers.addingAxis(0))
        let past = seen .<= seeing
        guard let window else { return past }
        return past .& (seen .> seeing - Double(window))
    }

    /// Which frames see which slots of the caches, `[batch, 1, frames or 1, capacity]`.
    private func cachedRows(
        _ numbers: Value, _ start: Value, _ capacity: Dimension, window: Int?
    ) -> Value {
        let slots = range(capacity).reshaped([1, 1, 1, capacity])
        let batch = start.size(0)
        let first = start.reshaped([batch, 1, 1, 1])
        guard let window else { return slots .< first }
        // Slot s of a ring holds the newest row r before `first` with r mod capacity = s.
        let room = slots.reduce(.maximum, [3], keepingAxes: true) + 1
        let row = first - 1 - apply(.binary(.modulo), first - 1 - slots, room)
        let seeing = numbers.reshaped([batch, 1, numbers.size(1), 1])
        return (row .>= constant(Int64(0))) .& (row .> seeing - Double(window))
    }

    /// 0 where true, otherwise what leaves nothing of a share.
    private func addend(_ seen: Value) -> Value {
        seen.select(constant(Float(0)), else: constant(Float(-1e9)))
    }
}
