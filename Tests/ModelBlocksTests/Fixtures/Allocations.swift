import CAllocations
import Testing

/// What the calling thread takes from the heap.
struct Allocations: Equatable {
    /// By anybody.
    let all: Int
    /// By Swift code and its runtime: not inside a library that was loaded.
    let ours: Int

    static let areCounted = callocations_are_counted() != 0
    static let notCounted: Comment = "a sanitizer's malloc is in the place of the one that counts"

    static func during(_ body: () throws -> Void) rethrows -> Allocations {
        var (all, ours) = (0, 0)
        callocations_begin()
        defer { callocations_end(&all, &ours) }
        try body()
        callocations_end(&all, &ours)
        return Allocations(all: all, ours: ours)
    }
}
