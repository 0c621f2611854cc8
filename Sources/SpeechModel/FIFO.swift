/// What waits to be taken in the order in which it came. Either costs the same however much
/// waits, and what was taken is held no longer.
public struct FIFO<Element> {
    /// The first of them, the very first at the end.
    private var front: [Element] = []
    private var back: [Element] = []

    /// Makes an empty one.
    public init() {}

    /// How many wait.
    public var count: Int { front.count + back.count }

    /// Whether nothing waits.
    public var isEmpty: Bool { front.isEmpty && back.isEmpty }

    /// What came last, if it waits.
    public var last: Element? { back.last ?? front.first }

    /// Adds something behind the others.
    public mutating func append(_ element: Element) { back.append(element) }

    /// Takes what came first of those that wait.
    public mutating func popFirst() -> Element? {
        if front.isEmpty {
            // Both keep the memory that they have.
            swap(&front, &back)
            front.reverse()
        }
        return front.popLast()
    }
}

extension FIFO: Sendable where Element: Sendable {}
