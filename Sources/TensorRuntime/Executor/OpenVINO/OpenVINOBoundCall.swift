/// A call on the same buffers again and again. They are attached to a compilation for as long
/// as that works, and to another where it ran out of memory.
final class OpenVINOBoundCall: BoundCall {
    private let name: String
    private let plan: () throws(ExecutionError) -> OpenVINOPlan
    private let inputs: [TensorBuffer]
    private let outputs: [TensorBuffer]
    private var attachment: OpenVINOAttachment

    /// - Parameter plan: Says what to run these buffers with when `first` is spent.
    init(
        _ name: String, _ first: OpenVINOPlan,
        again plan: @escaping () throws(ExecutionError) -> OpenVINOPlan,
        inputs: [TensorBuffer], outputs: [TensorBuffer]
    ) throws(ExecutionError) {
        self.name = name
        self.plan = plan
        self.inputs = inputs
        self.outputs = outputs
        attachment = try Self.attach(name, first, inputs, outputs)
    }

    func run() throws(ExecutionError) {
        if attachment.compilation.isSpent {
            attachment = try Self.attach(name, try plan(), inputs, outputs)
        }
        do throws(OpenVINOFailure) {
            try attachment.run()
        } catch {
            throw error.running(name)
        }
    }

    private static func attach(
        _ name: String, _ plan: OpenVINOPlan, _ inputs: [TensorBuffer], _ outputs: [TensorBuffer]
    ) throws(ExecutionError) -> OpenVINOAttachment {
        do throws(OpenVINOFailure) {
            return try OpenVINOAttachment(plan, inputs: inputs, outputs: outputs)
        } catch {
            throw error.running(name)
        }
    }
}
