internal import ModelBlocks

/// In which order training sees its examples: each once an epoch, every epoch shuffled anew.
///
/// A value: the same seed gives the same order, and a copy of it goes on from the same place.
public struct DataOrder: Sendable, Hashable {
    /// Where an order is, to be kept in a checkpoint.
    public struct Place: Sendable, Hashable, Codable {
        /// Number of examples.
        public let count: Int
        /// What orders follow from.
        public let seed: UInt64
        /// Epochs that are complete.
        public internal(set) var epoch: Int
        /// Examples of this epoch that were given.
        public internal(set) var position: Int
    }

    /// Where it is.
    public private(set) var place: Place
    /// This epoch's order; empty: not made yet. It follows from seed and epoch.
    private var order: [Int] = []

    /// An order from its beginning.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` if there is no example.
    public init(count: Int, seed: UInt64) throws(TrainingError) {
        guard count > 0 else {
            throw .wrongSetting(name: "count", reason: "there is no example to train with")
        }
        place = Place(count: count, seed: seed, epoch: 0, position: 0)
    }

    /// Goes on from a place in an order of the same examples and seed.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` if it belongs to another order.
    public mutating func resume(at other: Place) throws(TrainingError) {
        guard other.count == place.count, other.seed == place.seed else {
            throw .wrongSetting(
                name: "data",
                reason: """
                    \(place.count) examples with seed \(place.seed), the checkpoint saw \
                    \(other.count) with seed \(other.seed); prepare the same data again
                    """)
        }
        guard (0..<1 << 40).contains(other.epoch), (0...place.count).contains(other.position)
        else {
            throw .wrongSetting(
                name: "data",
                reason: "the checkpoint is at example \(other.position) of epoch \(other.epoch)")
        }
        place = other
        order = []
    }

    /// The next examples, all of one epoch. What an epoch has left below a whole batch is passed
    /// over; other examples will be left next time.
    ///
    /// - Precondition: The size is within 1 ... count.
    public mutating func nextBatch(of size: Int) -> ArraySlice<Int> {
        precondition((1...place.count).contains(size), "batches of \(size) of \(place.count)")
        if place.count - place.position < size {
            place.epoch += 1
            place.position = 0
            order = []
        }
        if order.isEmpty { order = Self.shuffled(place) }
        defer { place.position += size }
        return order[place.position..<place.position + size]
    }

    /// Fisher and Yates' shuffle, with numbers that depend on seed, epoch and index only.
    private static func shuffled(_ place: Place) -> [Int] {
        var order = Array(0..<place.count)
        let key = mixed(mixed(place.seed) &+ UInt64(place.epoch))
        for last in stride(from: place.count - 1, to: 0, by: -1) {
            let number = mixed(key &+ UInt64(last) &* 0x9E37_79B9_7F4A_7C15)
            // The upper half of the product is even enough for any number of examples.
            order.swapAt(last, Int(number.multipliedFullWidth(by: UInt64(last + 1)).high))
        }
        return order
    }
}
