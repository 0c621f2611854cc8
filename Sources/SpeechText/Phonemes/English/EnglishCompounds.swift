/// Words made of two words that are written together: `lighthouse`, `smartphone`.
enum EnglishCompounds {
    /// The parts of a word, if it ends with a word that compounds often end with.
    ///
    /// - Parameter isKnown: Whether the dictionary has a word.
    static func parts(
        of word: String, isKnown: (String) -> Bool
    ) -> (first: String, second: String)? {
        let count = word.utf8.count
        guard count >= 7 else { return nil }
        for length in stride(from: min(8, count - 3), through: 4, by: -1) {
            let second = String(word.suffix(length))
            guard heads.contains(second) else { continue }
            let first = String(word.dropLast(length))
            if isKnown(first) { return (first, second) }
        }
        return nil
    }

    /// The second part's stress is secondary.
    static func subordinate(_ word: [Phoneme]) -> [Phoneme] {
        word.map { $0.stress == .primary ? Phoneme($0.symbol, .secondary) : $0 }
    }

    private static let heads: Set<String> = [
        "house", "phone", "board", "book", "light", "line", "work", "ware", "site", "page", "code",
        "base", "store", "stone", "wood", "field", "water", "fire", "time", "room", "place", "side",
        "ball", "game", "play", "point", "proof", "road", "ship", "boat", "shop", "show", "stream",
        "study", "table", "track", "walk", "wall", "weight", "wheel", "wind", "window", "word",
        "yard", "bird", "fish", "berry", "bread", "cake", "card", "case", "chair", "coat", "craft",
        "dog", "door", "dream", "drop", "dust", "eye", "face", "flower", "food", "foot", "girl",
        "glass", "ground", "guard", "hand", "head", "heart", "hill", "hole", "home", "horse",
        "keeper", "land", "lock", "maker", "making", "mark", "mate", "note", "paper", "park",
        "path", "pipe", "plane", "plate", "port", "post", "power", "print", "scape", "screen",
        "shine", "shirt", "shoe", "skin", "smith", "snake", "song", "space", "spoon", "star",
        "step", "stick", "storm", "street", "tail", "tree", "truck", "tube", "type", "verse",
        "watch", "wave", "woman", "women", "world", "worm", "wright", "writer", "reader", "worker",
        "player", "driver", "holder", "owner", "finder", "runner", "breaker", "builder", "chain",
        "coin", "crypto", "cloud", "drive", "graph", "link", "list", "map", "media", "meter",
        "name", "pass", "script", "self", "share", "sheet", "stack", "stamp", "talk", "task",
        "test", "text", "view", "works",
    ]
}
