import ConversionEngine
import VoiceLibrary

extension TargetClip {
    /// What is worth knowing of the clip is told on standard error.
    func warn(_ name: String) {
        for problem in quality.problems { Console.report("\(name): \(problem)") }
    }
}
