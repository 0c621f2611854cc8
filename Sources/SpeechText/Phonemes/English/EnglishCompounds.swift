/// Words made of two words that are written together: `lighthouse`, `smartphone`.
enum EnglishCompounds {
    /// The parts of a word, if it ends with a word that compounds often end with.
    static func parts(of word: String) -> (first: String, second: String)? {
        let count = word.utf8.count
        guard count >= 7 else { return nil }
        for length in stride(from: min(8, count - 3), through: 4, by: -1) {
            let second = String(word.suffix(length))
            if heads.contains(second) { return (String(word.dropLast(length)), second) }
        }
        return nil
    }

    /// The second part's stress is secondary.
    static func subordinate(_ word: [Phoneme]) -> [Phoneme] {
        word.map { $0.stress == .primary ? Phoneme($0.symbol, .secondary) : $0 }
    }

    private static let heads: Set<String> = [
        "house", "phone", "board", "book", "light", "work", "ware", "site", "code",
        "base", "store", "fire", "time", "room", "place", "side",
        "ball", "game", "play", "point", "proof", "road", "ship", "boat", "shop", "show", "stream",
        "study", "track", "walk", "weight", "wheel", "wind", "window", "word",
        "fish", "bread", "cake", "card", "chair", "coat", "craft",
        "dog", "door", "dream", "drop", "dust", "flower", "food", "foot", "girl",
        "glass", "ground", "guard", "head", "heart", "hole", "home", "horse",
        "keeper", "maker", "making", "mark", "note", "paper", "park",
        "path", "pipe", "plane", "plate", "power", "print", "screen",
        "shine", "shirt", "shoe", "skin", "snake", "song", "space", "spoon",
        "stick", "storm", "street", "tail", "tree", "truck", "tube",
        "watch", "wave", "woman", "women", "world", "worm", "writer", "reader", "worker",
        "player", "driver", "holder", "owner", "finder", "runner", "breaker", "builder", "chain",
        "coin", "crypto", "cloud", "drive", "graph", "media",
        "script", "sheet", "stack", "talk", "task",
        "view", "works",
    ]
}
