import Glibc
import SpeechEngine
import SpeechEvaluation
import SpeechRecognition
import TensorRuntime

/// Who judges here.
struct EvaluationSetup: Sendable {
    /// Judges sound.
    let judge: AudioJudge
    /// Writes down what is heard; nil where there is none.
    let recognizer: PocketSphinx?
    /// How many recognisers run at once.
    let jobs: Int

    /// Looks for models and programs.
    ///
    /// - Returns: What there is, and what isn't and is left out therefore, in words.
    /// - Throws: For models that are there and can't be used.
    static func finding(
        dnsmos folder: String?, at level: Double?, executor: ExecutorOptions,
        recognizerModel: String, jobs: Int
    ) throws -> (setup: EvaluationSetup, notes: [String]) {
        var notes: [String] = []
        let dnsmos = try self.dnsmos(in: folder, executor, &notes)
        let recognizer: PocketSphinx?
        do throws(RecognitionError) { recognizer = try PocketSphinx(model: recognizerModel) } catch
        {
            notes.append("word errors are left out: \(error)")
            recognizer = nil
        }
        return (
            EvaluationSetup(
                judge: AudioJudge(dnsmos: dnsmos, level: level), recognizer: recognizer, jobs: jobs),
            notes
        )
    }

    private static func dnsmos(
        in folder: String?, _ options: ExecutorOptions, _ notes: inout [String]
    ) throws -> DNSMOS? {
        guard let folder else {
            notes.append("DNSMOS is left out: its models are not given; --dnsmos FOLDER names them")
            return nil
        }
        let paths = ["sig_bak_ovr.onnx", "model_v8.onnx"].map { folder.appendingPath($0) }
        if let missing = paths.first(where: { access($0, R_OK) != 0 }) {
            notes.append(
                "DNSMOS is left out: \(missing) can't be read; give the folder of Microsoft's DNS "
                    + "Challenge models")
            return nil
        }
        let choice = try options.choice(for: "dnsmos")
        do throws(EvaluationError) {
            return try DNSMOS(
                p835: paths[0], p808: paths[1], executor: choice.executor, choice.options)
        } catch {
            guard case .execution(.libraryMissing) = error else { throw error }
            notes.append("DNSMOS is left out: \(error)")
            return nil
        }
    }
}
