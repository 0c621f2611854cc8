import Testing

@testable import SpeechPlan

/// The check that runs in every plan stops the program when it must, and only then.
@Suite struct CoverageCheckTests {
    @Test func `what is taken and what is left make the whole`() {
        var coverage = Coverage()
        coverage.pushed(10)
        coverage.pushed(5)
        coverage.took(4, begun: 4)
        coverage.left(10)
        coverage.took(6, begun: 0)
        coverage.left(5)
        coverage.took(5, begun: 0)
    }

    @Test func `a lost word stops the program`() async {
        await #expect(processExitsWith: .failure) {
            var coverage = Coverage()
            coverage.pushed(10)
            coverage.took(4, begun: 5)
        }
    }

    @Test func `a word said twice stops the program`() async {
        await #expect(processExitsWith: .failure) {
            var coverage = Coverage()
            coverage.pushed(10)
            coverage.left(10)
            coverage.took(14, begun: 0)
        }
    }
}
