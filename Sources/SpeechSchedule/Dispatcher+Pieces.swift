// Pieces by name.
extension Dispatcher {
    func index(of id: PieceID) -> Int? {
        listeners[id.listener]?.pieces.firstIndex { $0.id == id }
    }

    func piece(_ id: PieceID) -> Piece? {
        listeners[id.listener]?.pieces.first { $0.id == id }
    }

    mutating func update(_ id: PieceID, _ change: (inout Piece) -> Void) {
        guard let index = index(of: id) else { return }
        guard var piece = listeners[id.listener]?.pieces[index] else { return }
        change(&piece)
        listeners[id.listener]?.pieces[index] = piece
    }

    /// The piece in a slot, nil if nobody wants it any more.
    func member(_ batch: BatchID, _ slot: Int) -> PieceID? {
        guard let slots = flights[batch]?.slots, slots.indices.contains(slot) else { return nil }
        return slots[slot]
    }
}
