import AudioSignal
import Glibc
import SpeechModel
import SpeechText
import Subprocess

/// Rate and pitch in espeak-ng's numbers.
struct EspeakManner: Equatable {
    /// Words per minute; 175 is the program's own pace.
    var wordsPerMinute: Int
    /// 0...99; 50 is the voice's own pitch.
    var pitch: Int

    /// espeak-ng is as slow as it can be at 80 words per minute: a rate below 0.46
    /// sounds like 0.46. Its pitch setting doubles the base over 50 steps, but the speech
    /// moves above the base by an amount of its own: the median fundamental frequency of
    /// a sentence, measured at 11 settings, is 0.315 + 0.685 × 2^((p − 50) / 50) of the
    /// usual one, 1.67 at the most.
    init(_ prosody: Prosody) {
        let rate = prosody.rate.isFinite ? min(max(prosody.rate, 0.25), 4) : 1
        wordsPerMinute = max(80, Int((175 * rate).rounded()))
        let factor = prosody.pitch.isFinite ? min(max(prosody.pitch, 0.5), 2) : 1
        let base = max(0.1, (factor - 0.315) / 0.685)
        pitch = min(99, max(0, Int((50 + 50 * log2(base)).rounded())))
    }
}

/// One run of the program: text in, sound out.
struct EspeakCommand {
    let program: EspeakProgram
    let voice: String
    let manner: EspeakManner
    let text: String

    /// Runs the program and passes its audio on; returns whether the receiver stopped
    /// it. The process has ended when this returns or throws.
    func run(
        _ receiver: @escaping @Sendable (AudioBuffer) -> Verdict
    ) async throws(SynthesisError) -> Bool {
        let arguments = [
            "--stdin", "--stdout", "-b", "1", "-v", voice, "-s", "\(manner.wordsPerMinute)", "-p",
            "\(manner.pitch)",
        ]
        let input = try MemoryFile(holding: text)
        do {
            let result = try await Subprocess.run(
                // Looked for by name, first in the folder where it was found before.
                .name(program.name), arguments: Arguments(arguments),
                environment: .inherit.updating(["PATH": program.searchPath]),
                input: .fileDescriptor(
                    MemoryFile.raw(input.descriptor), closeAfterSpawningProcess: true),
                output: .sequence, error: .bytes(limit: 1 << 20)
            ) { execution in
                var stream = WaveStream(rate: EspeakVoice.rate)
                for try await buffer in execution.standardOutput {
                    let samples = try buffer.withUnsafeBytes { try stream.samples(from: $0) }
                    if samples.isEmpty { continue }
                    let audio = AudioBuffer(rate: EspeakVoice.rate, samples: samples)
                    if receiver(audio) == .stop {
                        try? execution.send(signal: .kill)
                        return Ending.stopped
                    }
                }
                return stream.hasBegun ? .complete : .silent
            }
            if Task.isCancelled { throw SynthesisError.cancelled }
            if result.closureResult == .stopped { return true }
            guard result.terminationStatus.isSuccess else {
                throw SynthesisError.failed(
                    "espeak-ng ended with \(result.terminationStatus)"
                        + Self.tail(result.standardError))
            }
            guard result.closureResult == .complete else {
                throw SynthesisError.failed(
                    "espeak-ng wrote no audio" + Self.tail(result.standardError))
            }
            return false
        } catch let error as SynthesisError {
            throw error
        } catch let error as SubprocessError
            where error.code == .executableNotFound || error.code == .spawnFailed
        {
            throw .missing(component: "espeak-ng", remedy: EspeakProgram.remedy)
        } catch {
            if Task.isCancelled { throw .cancelled }
            throw .failed("espeak-ng: \(error)")
        }
    }

    private enum Ending: Sendable { case complete, silent, stopped }

    /// The end of what the program complained about, after a colon.
    private static func tail(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes.suffix(400), as: UTF8.self)
            .split(whereSeparator: \.isNewline).joined(separator: "; ")
        return text.isEmpty ? "" : ": " + text
    }
}
