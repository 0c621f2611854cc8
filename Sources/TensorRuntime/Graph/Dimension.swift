/// The size of an axis, as far as it is known while a network is built: a number, a symbol such
/// as `batch` or `frames`, or what arithmetic makes of them (`4·frames + 3`).
///
/// A polynomial with integer coefficients over atoms; an atom is a symbol or a quotient that
/// doesn't come out even. Equal polynomials are equal sizes, so shapes can be checked before
/// any number is known.
public struct Dimension: Sendable, Hashable {
    /// What can't be divided further.
    enum Atom: Sendable, Hashable {
        case symbol(String)
        /// Rounded down.
        indirect case quotient(Dimension, Int)
    }
    /// Atoms of a product, sorted by their text; empty for the constant.
    typealias Monomial = [Atom]

    /// Coefficients, none of them zero.
    private(set) var terms: [Monomial: Int]

    private init(terms: [Monomial: Int]) { self.terms = terms.filter { $0.value != 0 } }

    /// A size that is known.
    public init(_ size: Int) { self.init(terms: [[]: size]) }

    /// A size that is known when the network runs.
    public static func symbol(_ name: String) -> Dimension {
        Dimension(terms: [[.symbol(name)]: 1])
    }

    /// The number, if there is no symbol in it.
    public var fixed: Int? {
        if terms.isEmpty { return 0 }
        guard terms.count == 1 else { return nil }
        return terms[[]]
    }

    /// The symbol's name, if that is all there is.
    public var symbolName: String? {
        guard terms.count == 1, let (monomial, coefficient) = terms.first, coefficient == 1,
            monomial.count == 1, case .symbol(let name) = monomial[0]
        else { return nil }
        return name
    }

    /// Symbol, factor and offset, if the size is `factor · symbol + offset`.
    var line: (symbol: String, factor: Int, offset: Int)? {
        let rest = terms.filter { !$0.key.isEmpty }
        guard rest.count == 1, let (monomial, factor) = rest.first, factor > 0,
            monomial.count == 1, case .symbol(let name) = monomial[0]
        else { return nil }
        return (name, factor, terms[[]] ?? 0)
    }

    /// All symbols, sorted.
    public var symbols: [String] {
        var found: Set<String> = []
        for atom in terms.keys.joined() {
            switch atom {
            case .symbol(let name): found.insert(name)
            case .quotient(let inner, _): found.formUnion(inner.symbols)
            }
        }
        return found.sorted()
    }
}

extension Dimension: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    /// A size that is known.
    public init(integerLiteral value: Int) { self.init(value) }
    /// A symbol.
    public init(stringLiteral value: String) { self = .symbol(value) }
}

extension Dimension {
    /// The sum.
    public static func + (a: Dimension, b: Dimension) -> Dimension {
        Dimension(terms: a.terms.merging(b.terms) { $0 + $1 })
    }

    /// The difference.
    public static func - (a: Dimension, b: Dimension) -> Dimension { a + b * -1 }

    /// A multiple.
    public static func * (a: Dimension, factor: Int) -> Dimension {
        Dimension(terms: a.terms.mapValues { $0 * factor })
    }

    /// The product.
    public static func * (a: Dimension, b: Dimension) -> Dimension {
        var product: [Monomial: Int] = [:]
        for (left, first) in a.terms {
            for (right, second) in b.terms {
                let atoms = (left + right).sorted { "\($0)" < "\($1)" }
                product[atoms, default: 0] += first * second
            }
        }
        return Dimension(terms: product)
    }

    /// The quotient, rounded down. What divides evenly is taken out, so that
    /// `(4·frames + 3) / 4` is `frames`.
    ///
    /// - Precondition: The divisor is positive.
    public static func / (a: Dimension, divisor: Int) -> Dimension {
        precondition(divisor > 0)
        if divisor == 1 { return a }
        var even: [Monomial: Int] = [:]
        var rest: [Monomial: Int] = [:]
        for (monomial, coefficient) in a.terms {
            if monomial.isEmpty || coefficient % divisor == 0 {
                let quotient = floorDivide(coefficient, divisor)
                even[monomial] = quotient
                rest[monomial] = coefficient - quotient * divisor
            } else {
                rest[monomial] = coefficient
            }
        }
        let remainder = Dimension(terms: rest)
        if let number = remainder.fixed, number < divisor { return Dimension(terms: even) }
        return Dimension(terms: even)
            + Dimension(terms: [[.quotient(remainder, divisor)]: 1])
    }

    /// The quotient if it comes out even whatever the symbols are, nil otherwise.
    public func divided(by other: Dimension) -> Dimension? {
        guard !other.terms.isEmpty else { return nil }
        if let number = other.fixed {
            guard terms.values.allSatisfy({ $0 % number == 0 }) else { return nil }
            return Dimension(terms: terms.mapValues { $0 / number })
        }
        // By one product of symbols, which is what reshaping needs.
        guard other.terms.count == 1, let (divisor, coefficient) = other.terms.first else {
            return self == other ? 1 : nil
        }
        var quotient: [Monomial: Int] = [:]
        for (monomial, value) in terms {
            var atoms = monomial
            for atom in divisor {
                guard let index = atoms.firstIndex(of: atom) else { return nil }
                atoms.remove(at: index)
            }
            guard value % coefficient == 0 else { return nil }
            quotient[atoms] = value / coefficient
        }
        return Dimension(terms: quotient)
    }

    private static func floorDivide(_ a: Int, _ b: Int) -> Int {
        a >= 0 ? a / b : -((-a + b - 1) / b)
    }

    /// The size for given symbols; nil if one is missing.
    public func size(where sizes: [String: Int]) -> Int? {
        var sum = 0
        for (monomial, coefficient) in terms {
            var product = coefficient
            for atom in monomial {
                switch atom {
                case .symbol(let name):
                    guard let size = sizes[name] else { return nil }
                    product *= size
                case .quotient(let inner, let divisor):
                    guard let size = inner.size(where: sizes) else { return nil }
                    product *= Self.floorDivide(size, divisor)
                }
            }
            sum += product
        }
        return sum
    }

    /// The same with some symbols replaced by numbers.
    public func substituting(_ sizes: [String: Int]) -> Dimension {
        terms.reduce(Dimension(0)) { sum, term in
            sum
                + term.key.reduce(Dimension(term.value)) { product, atom in
                    switch atom {
                    case .symbol(let name):
                        product * (sizes[name].map { Dimension($0) } ?? .symbol(name))
                    case .quotient(let inner, let divisor):
                        product * (inner.substituting(sizes) / divisor)
                    }
                }
        }
    }
}

extension Dimension: CustomStringConvertible {
    /// As in `4·frames + 3`.
    public var description: String {
        if terms.isEmpty { return "0" }
        let parts = terms.map { monomial, coefficient in
            let atoms = monomial.map { "\($0)" }
            let factors = coefficient == 1 && !atoms.isEmpty ? atoms : ["\(coefficient)"] + atoms
            return (isConstant: monomial.isEmpty, text: factors.joined(separator: "·"))
        }
        return parts.sorted { ($0.isConstant ? 1 : 0, $0.text) < ($1.isConstant ? 1 : 0, $1.text) }
            .map(\.text).joined(separator: " + ")
    }
}

extension Dimension.Atom: CustomStringConvertible {
    var description: String {
        switch self {
        case .symbol(let name): name
        case .quotient(let dimension, let divisor): "⌊(\(dimension)) / \(divisor)⌋"
        }
    }
}
