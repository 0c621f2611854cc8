/// A name with stars: `*` stands for one or more characters without a dot, `**` for any number
/// of any characters.
struct WeightNamePattern: Sendable, Hashable {
    enum Star: Sendable, Hashable {
        case part, anything

        /// The fewest bytes that it stands for.
        var least: Int { self == .part ? 1 : 0 }
    }

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

    var followedByAnything: WeightNamePattern {
        var pattern = self
        pattern.pieces.append(.star(.anything))
        return pattern
    }

    var stars: [Star] {
        pieces.compactMap { if case .star(let star) = $0 { star } else { nil } }
    }

    /// What each star stands for, the first ones as little as they can; nil where the name
    /// doesn't fit. Takes time in proportion to pieces times bytes, whatever the name.
    func match(_ name: String) -> [String]? {
        let bytes = Array(name.utf8)
        if case .literal(let first)? = pieces.first, !bytes.starts(with: first) { return nil }
        let fits = fits(bytes)
        let width = bytes.count + 1
        guard fits[0] else { return nil }
        var captures: [String] = []
        var position = 0
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let literal): position += literal.count
            case .star(let star):
                var end = position + star.least
                while !fits[(index + 1) * width + end] { end += 1 }
                captures.append(String(decoding: bytes[position..<end], as: UTF8.self))
                position = end
            }
        }
        return captures
    }

    /// Whether the pieces from one on fit the bytes from a position on, for each piece and
    /// position; worked out from the end.
    private func fits(_ bytes: [UInt8]) -> [Bool] {
        let width = bytes.count + 1
        var fits = [Bool](repeating: false, count: (pieces.count + 1) * width)
        fits[pieces.count * width + bytes.count] = true
        for index in pieces.indices.reversed() {
            let (row, next) = (index * width, (index + 1) * width)
            for position in (0..<width).reversed() {
                switch pieces[index] {
                case .literal(let literal):
                    let end = position + literal.count
                    fits[row + position] =
                        end < width && fits[next + end]
                        && bytes[position...].starts(with: literal)
                case .star(.anything):
                    fits[row + position] =
                        fits[next + position] || position + 1 < width && fits[row + position + 1]
                case .star(.part):
                    fits[row + position] =
                        position + 1 < width && bytes[position] != UInt8(ascii: ".")
                        && (fits[next + position + 1] || fits[row + position + 1])
                }
            }
        }
        return fits
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
