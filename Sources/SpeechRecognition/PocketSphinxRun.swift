import Subprocess
import Synchronization

/// One run of the program: a file in, lines out.
struct PocketSphinxRun {
    /// The folder of the program.
    let folder: String
    let arguments: [String]
    /// It is killed after so long.
    let limit: Duration

    /// More than the words of the longest recording take, or the phones of a list, in bytes.
    private static let longestOutput = 1 << 22

    /// What it writes; it has ended when this returns or throws.
    func output(for file: borrowing RecognitionFile) async throws(RecognitionError) -> [UInt8] {
        try await output(reading: file.descriptor)
    }

    /// What it writes when it has a file as its standard input, which stays open.
    func output(reading descriptor: Int32) async throws(RecognitionError) -> [UInt8] {
        let component = PocketSphinx.programName
        let room = try DescriptorShare(doubling: descriptor)
        defer { room.giveBack() }
        let isLate = Flag()
        let limit = limit
        do {
            let result = try await Subprocess.run(
                // Only in the folder where it was found: where that one can't be started, another
                // of its name in PATH would be.
                .name(component), arguments: Arguments(arguments),
                environment: .inherit.updating(["PATH": folder]),
                input: .fileDescriptor(
                    Self.raw(descriptor), closeAfterSpawningProcess: false),
                // It logs much, also that it can't read something, and only then is it read.
                output: .sequence, error: .bytes(limit: 1 << 20)
            ) { execution in
                let watch = Task {
                    try await Task.sleep(for: limit)
                    isLate.raise()
                    try? execution.send(signal: .kill)
                }
                defer { watch.cancel() }
                var output: [UInt8] = []
                for try await buffer in execution.standardOutput {
                    buffer.withUnsafeBytes { output += $0 }
                    guard output.count <= Self.longestOutput else {
                        try? execution.send(signal: .kill)
                        throw RecognitionError.failed(
                            component: component, reason: "it writes without an end")
                    }
                }
                return output
            }
            if Task.isCancelled { throw RecognitionError.cancelled }
            if isLate.isRaised {
                throw RecognitionError.stalled(component: component, limit: limit)
            }
            guard result.terminationStatus.isSuccess else {
                throw RecognitionError.failed(
                    component: component,
                    reason: "it ended with \(result.terminationStatus)"
                        + Self.complaint(result.standardError))
            }
            return result.closureResult
        } catch let error as RecognitionError {
            throw error
        } catch let error as SubprocessError
            where error.code == .executableNotFound || error.code == .spawnFailed
        {
            throw .missing(
                component: "the program \(component)", remedy: PocketSphinx.programRemedy)
        } catch {
            if Task.isCancelled { throw .cancelled }
            throw .failed(component: component, reason: "\(error)")
        }
    }

    /// The last errors in the program's log, after a colon.
    private static func complaint(_ log: [UInt8]) -> String {
        let lines = String(decoding: log, as: UTF8.self).split(whereSeparator: \.isNewline)
            .filter { $0.contains("ERROR") || $0.contains("FATAL") }
        return lines.isEmpty ? "" : ": " + lines.suffix(2).joined(separator: "; ").suffix(400)
    }

    /// A value of a type that stands for a number, such as a file descriptor, where the type
    /// itself belongs to a module that isn't ours to import.
    private static func raw<Value: RawRepresentable>(_ number: Value.RawValue) -> Value {
        guard let value = Value(rawValue: number) else {
            preconditionFailure("\(number) is no \(Value.self)")
        }
        return value
    }

    /// Whether something has happened.
    private final class Flag: Sendable {
        private let value = Atomic<Bool>(false)

        var isRaised: Bool { value.load(ordering: .acquiring) }

        func raise() { value.store(true, ordering: .releasing) }
    }
}
