/// A name with stars: `*` stands for one or more characters without a dot, `**` for any number
/// of any characters.
struct NamePattern: Sendable, Hashable {
    enum Star: Sendable, Hashable { case part, anything }

    private enum Piece: Sendable, Hashable {
        case literal([UInt8])
        case star(Star)
    }

    private var pieces: [Piece] = []

    init(_ pattern: String) {
        var literal: [UInt8] = []
        var rest = Array(pattern.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "*") else { literal.append(byte); continue }
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = []
            if rest.first == UInt8(ascii: "*") {
                rest.removeFirst()
                pieces.append(.star(.anything))
            } else {
                pieces.append(.star(.part))
            }
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
    }

    /// A name without stars; one in it is a character.
    init(literal: String) {
        if !literal.isEmpty { pieces = [.literal(Array(literal.utf8))] }
    }

    var followedByAnything: NamePattern {
        var pattern = self
        pattern.pieces.append(.star(.anything))
        return pattern
    }

    var stars: [Star] {
        pieces.compactMap { if case .star(let star) = $0 { star } else { nil } }
    }

    /// What each star stands for, the first ones as little as they can; nil where the name
    /// doesn't fit.
    func match(_ name: String) -> [String]? {
        let bytes = Array(name.utf8)
        // Positions that earlier attempts have shown to lead nowhere, so that hostile names
        // cost no more than pieces × bytes.
        var dead = Set<[Int]>()
        func match(_ piece: Int, _ position: Int) -> [Range<Int>]? {
            guard piece < pieces.count else { return position == bytes.count ? [] : nil }
            if dead.contains([piece, position]) { return nil }
            switch pieces[piece] {
            case .literal(let literal):
                if bytes[position...].starts(with: literal),
                    let rest = match(piece + 1, position + literal.count)
                {
                    return rest
                }
            case .star(let star):
                var end = star == .part ? position + 1 : position
                while end <= bytes.count {
                    if star == .part, bytes[end - 1] == UInt8(ascii: ".") { break }
                    if let rest = match(piece + 1, end) { return [position..<end] + rest }
                    end += 1
                }
            }
            dead.insert([piece, position])
            return nil
        }
        return match(0, 0).map { ranges in
            ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }

    /// The name in which the stars stand for these.
    func filled(with captures: [String]) -> String {
        var next = captures.makeIterator()
        return pieces.reduce(into: "") { name, piece in
            switch piece {
            case .literal(let literal): name += String(decoding: literal, as: UTF8.self)
            case .star: name += next.next() ?? ""
            }
        }
    }
}
