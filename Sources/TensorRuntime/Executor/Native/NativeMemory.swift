/// Memory of a call, kept for the next: what is given back is handed out again, so that a call like
/// the one before takes none from the system.
///
/// One thread at a time.
final class NativeArena: @unchecked Sendable {
    private var free: [(start: UnsafeMutableRawPointer, room: Int)] = []

    /// Uninitialised memory, aligned to 64 bytes.
    func block(_ byteCount: Int) -> NativeBlock {
        let needed = max(byteCount, 256)
        // The smallest that is large enough; small ones don't take large ones away.
        var best: Int?
        for index in free.indices where free[index].room >= needed && free[index].room / 8 <= needed
        {
            if best.map({ free[index].room < free[$0].room }) ?? true { best = index }
        }
        if let best {
            let (start, room) = free.remove(at: best)
            return NativeBlock(start, room, self)
        }
        // In place of the largest that is too small, so that calls of other lengths don't add up.
        if let small = free.indices.filter({ free[$0].room < needed && free[$0].room * 8 > needed })
            .max(by: { free[$0].room < free[$1].room })
        {
            free.remove(at: small).start.deallocate()
        }
        let room = needed + needed / 8
        return NativeBlock(
            .allocate(byteCount: room, alignment: TensorStorage.alignment), room, self)
    }

    fileprivate func take(back memory: UnsafeMutableRawPointer, _ room: Int) {
        free.append((memory, room))
    }

    deinit { for (memory, _) in free { memory.deallocate() } }
}

/// Memory that returns to its arena.
final class NativeBlock {
    let start: UnsafeMutableRawPointer
    private let room: Int
    private let arena: NativeArena

    fileprivate init(_ start: UnsafeMutableRawPointer, _ room: Int, _ arena: NativeArena) {
        (self.start, self.room, self.arena) = (start, room, arena)
    }

    deinit { arena.take(back: start, room) }
}
