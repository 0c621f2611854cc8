internal import COpenVINO
internal import Synchronization

/// A model compiled for some shapes of its inputs, or for all.
///
/// Unchecked, since pointers aren't `Sendable`: requests may be made and run from any number of
/// threads at once (OpenVINO, `ov::CompiledModel`).
final class OpenVINOCompilation: @unchecked Sendable {
    let library: OpenVINOLibrary
    let pointer: OpaquePointer
    /// Shapes of the inputs; nil: any.
    let inputs: [TensorType]?
    /// Shapes of the outputs; nil where they depend on more than the inputs' shapes.
    let outputs: [TensorType]?
    /// As ``OpenVINOSettings/handsOver``.
    let handsOver: Bool
    private let memoryRanOut = Atomic(false)

    init(
        _ pointer: OpaquePointer, _ library: OpenVINOLibrary, inputs: [TensorType]?,
        outputs: [TensorType]?, handsOver: Bool
    ) {
        self.handsOver = handsOver
        self.pointer = pointer
        self.library = library
        self.inputs = inputs
        self.outputs = outputs
    }

    deinit { library.api.compiled_model_free(pointer) }

    /// Whether a call of it ran out of memory. One whose shapes change would do so again,
    /// whatever it is given next (seen with OpenVINO 2026.4), so another has to take its place.
    var isSpent: Bool { memoryRanOut.load(ordering: .acquiring) }

    func spend() { memoryRanOut.store(true, ordering: .releasing) }
}
