/// Does numbered pieces of work, several at once, and takes their results in order, so that sums
/// don't depend on who was faster.
enum OrderedWork {
    /// Works until all is done, the first error, or cancellation.
    ///
    /// - Parameters:
    ///   - count: How many pieces there are.
    ///   - jobs: How many run at once; no more than twice as many results are held.
    ///   - work: Does one.
    ///   - take: Told each result, from 0.
    static func run<Output: Sendable>(
        _ count: Int, jobs: Int,
        work: @escaping @Sendable (Int) async throws(AlignmentError) -> Output,
        take: (Int, Output) throws(AlignmentError) -> Void
    ) async throws(AlignmentError) {
        var failure: AlignmentError?
        await withTaskGroup(of: (Int, Result<Output, AlignmentError>).self) { group in
            var (started, taken) = (0, 0)
            var early: [Int: Output] = [:]
            while taken < count {
                while started < count, started - taken < 2 * jobs,
                    started - taken - early.count < jobs
                {
                    let index = started
                    started += 1
                    group.addTask {
                        guard !Task.isCancelled else { return (index, .failure(.cancelled)) }
                        do throws(AlignmentError) {
                            return (index, .success(try await work(index)))
                        } catch { return (index, .failure(error)) }
                    }
                }
                guard let (index, result) = await group.next() else { break }
                do throws(AlignmentError) {
                    early[index] = try result.get()
                    while let output = early.removeValue(forKey: taken) {
                        try take(taken, output)
                        taken += 1
                    }
                } catch {
                    failure = error
                    group.cancelAll()
                    return
                }
            }
        }
        if let failure { throw failure }
        if Task.isCancelled { throw .cancelled }
    }
}
