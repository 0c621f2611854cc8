/// Losses of a step, or of clips that were held out, by name.
public typealias TrainingLosses = [(name: String, value: Double)]

/// What is trained in steps, and goes on where it stopped.
public protocol Training: AnyObject {
    /// Steps so far.
    var step: Int { get }
    /// The learning rate of the step before; of the first, where there was none.
    var learningRate: Double { get }
    /// One step; what it was wrong by.
    func next() throws(TrainingError) -> TrainingLosses
    /// All that is needed to go on bit by bit.
    func checkpoint() throws(TrainingError) -> Checkpoint
    /// What is used of it, by the names of the files that it goes into.
    func exports() throws(TrainingError) -> [TrainingExport]
}
