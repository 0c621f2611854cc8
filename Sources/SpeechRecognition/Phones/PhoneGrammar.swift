/// What is said in a recording, phone by phone: words in their order, each with one or several
/// pronunciations, and a pause where there may be one: at both ends and between two words.
public struct PhoneGrammar: Sendable, Hashable {
    /// Phones of each pronunciation of each word.
    public let words: [[[String]]]

    /// Takes words: pronunciations × phones.
    ///
    /// - Precondition: There is a word, each has a pronunciation, each of those a phone.
    public init(_ words: [[[String]]]) {
        precondition(
            !words.isEmpty && words.allSatisfy { !$0.isEmpty && $0.allSatisfy { !$0.isEmpty } },
            "a word without a phone")
        self.words = words
    }

    /// All phones that occur in it.
    var phones: Set<String> { Set(words.joined().joined()) }

    /// As a finite state grammar of Sphinx, in which each phone is a word.
    ///
    /// - Parameter pause: What the word is called that stands for a pause.
    func finiteStates(pause: String) -> String {
        var lines: [String] = []
        var count = 1
        func state() -> Int {
            defer { count += 1 }
            return count
        }
        func arc(_ from: Int, _ to: Int, _ word: String = "") {
            lines.append("TRANSITION \(from) \(to) 1.0 \(word)")
        }
        func perhapsPause(from: Int) -> Int {
            let to = state()
            arc(from, to)
            arc(from, to, pause)
            return to
        }
        var last = perhapsPause(from: 0)
        for word in words {
            let end = state()
            for phones in word {
                var before = last
                for (index, phone) in phones.enumerated() {
                    let next = index == phones.count - 1 ? end : state()
                    arc(before, next, phone)
                    before = next
                }
            }
            last = perhapsPause(from: end)
        }
        return """
            FSG_BEGIN words
            NUM_STATES \(count)
            START_STATE 0
            FINAL_STATE \(last)
            \(lines.joined(separator: "\n"))
            FSG_END

            """
    }

    /// Which pronunciation of each word a sequence of phones and pauses (nil) is; nil where it
    /// is no whole way through the grammar.
    func pronunciations(in heard: [String?]) -> [Int]? {
        // For each word, how each place behind it was reached.
        var ways: [[Int: (from: Int, pronunciation: Int)]] = []
        var places: Set<Int> = heard.first == .some(nil) ? [0, 1] : [0]
        for word in words {
            var reached: [Int: (from: Int, pronunciation: Int)] = [:]
            for from in places.sorted() {
                for (index, phones) in word.enumerated() {
                    let end = from + phones.count
                    guard end <= heard.count, zip(phones, heard[from..<end]).allSatisfy(==)
                    else { continue }
                    let behind = end < heard.count && heard[end] == nil ? [end, end + 1] : [end]
                    for place in behind where reached[place] == nil {
                        reached[place] = (from, index)
                    }
                }
            }
            ways.append(reached)
            places = Set(reached.keys)
        }
        guard places.contains(heard.count) else { return nil }
        var result: [Int] = []
        var place = heard.count
        for way in ways.reversed() {
            guard let (from, pronunciation) = way[place] else { return nil }
            result.append(pronunciation)
            place = from
        }
        return result.reversed()
    }
}
