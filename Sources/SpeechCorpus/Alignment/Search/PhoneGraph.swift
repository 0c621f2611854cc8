/// The ways in which a text may be said: phones with pauses between words, each phone in thirds.
///
/// Node after node in an order in which every way goes forward. A state is a third of a node:
/// `node × 3 + third`.
struct PhoneGraph: Sendable {
    /// States of a node.
    static let thirds = 3

    /// A phone or a pause at its place.
    struct Node: Sendable {
        /// Its number in the set of phones; the pause is the last.
        let phone: Int
        /// The word, from 0; nil for a pause.
        let word: Int?
        /// Which of the word's pronunciations.
        let pronunciation: Int
    }

    private(set) var nodes: [Node] = []
    /// Nodes that may come before each: `before[starts[n]..<starts[n + 1]]`.
    private(set) var before: [Int] = []
    private(set) var starts: [Int] = [0]
    /// Whether an utterance may begin with it.
    private(set) var begins: [Bool] = []
    /// Whether an utterance may end with it.
    private(set) var ends: [Bool] = []
    /// The farthest node that may follow it or one before it.
    private(set) var reach: [Int] = []
    /// The least number of phones of a way.
    let leastPhones: Int

    /// Makes the graph of words: pronunciations × numbers of phones.
    init(_ words: [[[Int]]], pause: Int) {
        leastPhones = words.reduce(0) { $0 + ($1.map(\.count).min() ?? 0) }
        var exits = [append(Node(phone: pause, word: nil, pronunciation: 0), [], begins: true)]
        for (word, pronunciations) in words.enumerated() {
            var own: [Int] = []
            for (index, phones) in pronunciations.enumerated() {
                var last: Int?
                for phone in phones {
                    last = append(
                        Node(phone: phone, word: word, pronunciation: index),
                        last.map { [$0] } ?? exits, begins: last == nil && word == 0)
                }
                if let last { own.append(last) }
            }
            let silence = append(
                Node(phone: pause, word: nil, pronunciation: 0), own, begins: false)
            exits = own + [silence]
        }
        ends = [Bool](repeating: false, count: nodes.count)
        for exit in exits { ends[exit] = true }
        reach = [Int](repeating: 0, count: nodes.count)
        for node in nodes.indices {
            for index in starts[node]..<starts[node + 1] { reach[before[index]] = node }
        }
        var farthest = 0
        for node in nodes.indices {
            farthest = max(farthest, reach[node], node)
            reach[node] = farthest
        }
    }

    private mutating func append(_ node: Node, _ from: [Int], begins: Bool) -> Int {
        nodes.append(node)
        self.begins.append(begins)
        before += from
        starts.append(before.count)
        return nodes.count - 1
    }
}
