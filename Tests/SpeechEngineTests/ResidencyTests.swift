import Testing

@testable import SpeechEngine

@Suite struct ResidencyTests {
    private func residency(idle: Int? = nil, limit: Int? = nil) -> Residency {
        Residency(ResidencyPolicy(idle: idle.map { .seconds($0) }, memoryLimit: limit))
    }

    /// Loads families of given sizes, one second after the other.
    private func load(_ sizes: [(String, Int)], into residency: inout Residency) {
        for (second, (id, bytes)) in sizes.enumerated() {
            let admission = residency.admit(
                id, bytes: bytes, free: nil, at: .seconds(second), inUse: [])
            #expect(admission == .load(unloading: []))
            residency.loaded(id, at: .seconds(second))
        }
    }

    @Test func `the least recently used goes first, and only as many as it takes`() {
        var residency = residency(limit: 100)
        load([("a", 40), ("b", 30), ("c", 20)], into: &residency)
        residency.used("a", at: .seconds(10))
        #expect(
            residency.admit("d", bytes: 35, free: nil, at: .seconds(11), inUse: [])
                == .load(unloading: ["b"]))
        #expect(residency.bytes == 95)
        #expect(residency.residents["d"]?.isLoading == true)
    }

    @Test func `what is in use or being loaded stays`() {
        var residency = residency(limit: 100)
        load([("a", 40), ("b", 30)], into: &residency)
        // Not yet loaded: it can't go either.
        #expect(
            residency.admit("c", bytes: 20, free: nil, at: .seconds(3), inUse: [])
                == .load(unloading: []))
        #expect(
            residency.admit("d", bytes: 45, free: nil, at: .seconds(4), inUse: ["a"])
                == .refuse(needed: 45, free: 40))
        #expect(Set(residency.residents.keys) == ["a", "b", "c"])
        #expect(
            residency.admit("d", bytes: 40, free: nil, at: .seconds(5), inUse: ["a"])
                == .load(unloading: ["b"]))
    }

    @Test func `the memory that is free counts as well, less what was promised`() {
        var residency = residency()
        #expect(
            residency.admit("a", bytes: 60, free: 100, at: .zero, inUse: [])
                == .load(unloading: []))
        // The first is still being loaded: it has not taken its memory yet.
        #expect(
            residency.admit("b", bytes: 60, free: 100, at: .zero, inUse: [])
                == .refuse(needed: 60, free: 40))
        residency.loaded("a", at: .zero)
        #expect(
            residency.admit("b", bytes: 60, free: 40, at: .seconds(1), inUse: [])
                == .load(unloading: ["a"]))
    }

    @Test func `what is larger than the limit is refused whatever goes`() {
        var residency = residency(limit: 100)
        load([("a", 40)], into: &residency)
        #expect(
            residency.admit("b", bytes: 101, free: nil, at: .seconds(1), inUse: [])
                == .refuse(needed: 101, free: 100))
        #expect(residency.residents.keys.contains("a"))
        #expect(
            residency.admit("c", bytes: .max, free: 50, at: .seconds(1), inUse: [])
                == .refuse(needed: .max, free: 90))
    }

    @Test func `a family without a size always fits`() {
        var residency = residency(limit: 0)
        #expect(
            residency.admit("a", bytes: 0, free: 0, at: .zero, inUse: []) == .load(unloading: []))
    }

    @Test func `what failed takes no room`() {
        var residency = residency(limit: 100)
        _ = residency.admit("a", bytes: 90, free: nil, at: .zero, inUse: [])
        residency.failed("a")
        #expect(residency.bytes == 0)
    }

    @Test func `what was idle for long goes, counted from the end of its use`() {
        var residency = residency(idle: 10)
        load([("a", 1), ("b", 1), ("c", 1)], into: &residency)
        #expect(residency.takeIdle(at: .seconds(9), inUse: ["b"]).isEmpty)
        #expect(residency.takeIdle(at: .seconds(12), inUse: []) == ["a", "c"])
        #expect(residency.takeIdle(at: .seconds(18), inUse: []).isEmpty)
        #expect(residency.takeIdle(at: .seconds(19), inUse: []) == ["b"])
        #expect(residency.residents.isEmpty)
    }

    @Test func `nothing goes where no time is set`() {
        var residency = residency()
        load([("a", 1)], into: &residency)
        #expect(residency.takeIdle(at: .seconds(1_000_000), inUse: []).isEmpty)
    }
}
