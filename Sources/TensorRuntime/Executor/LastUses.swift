/// Where in a plan values are needed for the last time.
enum LastUses {
    /// What each step can let go of: values that steps made and that neither a later step nor the
    /// results need. What nobody needs goes at once.
    ///
    /// - Returns: For each step its values, sorted.
    static func releases(
        after steps: [(inputs: [Int], outputs: [Int])], keeping results: [Int]
    ) -> [[Int]] {
        var needed = Set(results)
        let made = Set(steps.flatMap(\.outputs))
        var releases: [[Int]] = []
        for step in steps.reversed() {
            let touched = Set(step.inputs + step.outputs)
            releases.append(touched.filter { made.contains($0) && !needed.contains($0) }.sorted())
            needed.formUnion(touched)
        }
        return releases.reversed()
    }
}
