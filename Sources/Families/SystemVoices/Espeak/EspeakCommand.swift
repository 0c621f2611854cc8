import AudioSignal
import Glibc
import SpeechModel
import SpeechText
import Subprocess
import Synchronization

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
    /// Whether the text is SSML; such text must be our own, marks and all.
    var isMarkup = false
    /// Waits for a second to pass.
    let second: Second

    /// Waits for a second to pass.
    typealias Second = @Sendable () async -> Void

    /// The program is ended when it has written nothing for so many seconds: it writes
    /// audio a hundred times as fast as it is heard, from its first tenth of a second on.
    /// Less than what the scheduler grants a family.
    static let patience = 15

    /// In samples: more than it can take to say a text at the slowest, numbers and names of
    /// symbols included; without a limit, audio without an end would fill the memory.
    private static func longestSpeech(of text: String) -> Int {
        EspeakVoice.rate.samples(in: .seconds(60 + 2 * text.utf8.count))
    }

    /// Runs the program and passes its audio on; returns whether the receiver stopped
    /// it. The process has ended when this returns or throws.
    func run(
        _ receiver: @escaping @Sendable (AudioBuffer) -> Verdict
    ) async throws(SynthesisError) -> Bool {
        let arguments =
            [
                "--stdin", "--stdout", "-b", "1", "-v", voice, "-s", "\(manner.wordsPerMinute)",
                "-p", "\(manner.pitch)",
            ] + (isMarkup ? ["-m"] : [])
        let input = try MemoryFile(holding: text)
        defer { extendLifetime(input) }
        let room = try DescriptorRoom(doubling: input.descriptor)
        defer { room.giveBack() }
        let silence = Silence()
        let second = second
        do {
            let result = try await Subprocess.run(
                // Looked for by name, first in the folder where it was found before.
                .name(program.name), arguments: Arguments(arguments),
                environment: .inherit.updating(["PATH": program.searchPath]),
                input: .fileDescriptor(
                    MemoryFile.raw(input.descriptor), closeAfterSpawningProcess: false),
                output: .sequence, error: .bytes(limit: 1 << 20)
            ) { execution in
                room.giveBack()
                let watch = Task {
                    while !Task.isCancelled {
                        await second()
                        guard !Task.isCancelled, silence.grows() else { continue }
                        try? execution.send(signal: .kill)
                        return
                    }
                }
                defer { watch.cancel() }
                var stream = WaveStream(rate: EspeakVoice.rate)
                var rest = Self.longestSpeech(of: text)
                for try await buffer in execution.standardOutput {
                    silence.ends()
                    let samples = try buffer.withUnsafeBytes { try stream.samples(from: $0) }
                    if samples.isEmpty { continue }
                    rest -= samples.count
                    guard rest >= 0 else {
                        try? execution.send(signal: .kill)
                        throw SynthesisError.failed(
                            "espeak-ng went on far beyond the end of its text")
                    }
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
            if silence.isTooLong {
                throw SynthesisError.stalled(component: "espeak-ng", seconds: Self.patience)
            }
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

    /// For how many seconds nothing has come.
    private final class Silence: Sendable {
        private let seconds = Mutex(0)

        /// Whether it has lasted too long; then that is so for good.
        var isTooLong: Bool { seconds.withLock { $0 >= patience } }

        /// One second more; returns whether that is too long.
        func grows() -> Bool {
            seconds.withLock {
                $0 += 1
                return $0 >= patience
            }
        }

        /// Something has come.
        func ends() { seconds.withLock { if $0 < patience { $0 = 0 } } }
    }

    /// The end of what the program complained about, after a colon.
    private static func tail(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes.suffix(400), as: UTF8.self)
            .split(whereSeparator: \.isNewline).joined(separator: "; ")
        return text.isEmpty ? "" : ": " + text
    }
}
