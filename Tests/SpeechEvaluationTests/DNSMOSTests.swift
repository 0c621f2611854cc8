import AudioFile
import AudioSignal
import Foundation
import SpeechEvaluation
import TensorRuntime
import Testing

/// Against scripts/golden/dnsmos.py: the same recordings by librosa and ONNX Runtime in Python.
@Suite(
    .enabled(
        if: Data.folder != nil,
        "SYRINX_DATA names no folder with models/dnsmos and speech"),
    .enabled(if: Data.hasExecutor, "ONNX Runtime is not installed"))
struct DNSMOSTests {
    private let judge: DNSMOS

    init() throws { judge = try Data.judge() }

    @Test(arguments: try Data.golden())
    func `figures are the reference's`(name: String, expected: DNSMOSScore) throws {
        let reader = try AudioReader(path: "\(Data.folder ?? "")/speech/\(name)")
        let stream = DNSMOSStream(judge, rate: reader.rate)
        while let block = try reader.read(most: 50_000) { try stream.process(block.samples) }
        let score = try stream.finish()
        #expect(score.windows == expected.windows)
        #expect(abs(score.signal - expected.signal) < 0.01)
        #expect(abs(score.background - expected.background) < 0.01)
        #expect(abs(score.overall - expected.overall) < 0.01)
        #expect(abs(score.p808 - expected.p808) < 0.01)
    }

    @Test func `any pieces give the whole's figures`() throws {
        let audio = AudioBuffer(
            rate: SampleRate(16_000),
            samples: (0..<200_000).map { Float(sin(Double($0) * Double($0) * 1e-6)) * 0.3 })
        let whole = try judge.score(of: audio)
        #expect(whole.windows == 3)
        let stream = DNSMOSStream(judge, rate: audio.rate)
        var start = 0
        for count in [1, 144_159, 1, 15_838, 1, 40_000] {
            try stream.process(Array(audio.samples[start..<start + count]))
            start += count
        }
        #expect(try stream.finish() == whole)
    }

    @Test func `silence is judged, nothing is not`() throws {
        let silence = AudioBuffer.silence(.seconds(1), rate: SampleRate(8_000))
        #expect(try judge.score(of: silence).windows == 7)
        #expect(throws: EvaluationError.noAudio) {
            try judge.score(of: AudioBuffer(rate: SampleRate(8_000)))
        }
    }

    @Test func `models in each other's place are noticed`() throws {
        let folder = "\(Data.folder ?? "")/models/dnsmos"
        #expect {
            try DNSMOS(
                p835: "\(folder)/model_v8.onnx", p808: "\(folder)/sig_bak_ovr.onnx")
        } throws: { error in
            guard case .wrongModel(let path, _, _)? = error as? EvaluationError else {
                return false
            }
            return path.hasSuffix("model_v8.onnx")
        }
    }
}

@Suite struct DNSMOSScoreTests {
    @Test func `a mean counts every recording once`() {
        let one = DNSMOSScore(signal: 1, background: 2, overall: 3, p808: 4, windows: 1)
        let other = DNSMOSScore(signal: 2, background: 3, overall: 4, p808: 5, windows: 9)
        #expect(
            DNSMOSScore.mean([one, other])
                == DNSMOSScore(signal: 1.5, background: 2.5, overall: 3.5, p808: 4.5, windows: 10))
        #expect(DNSMOSScore.mean([]) == nil)
    }

    @Test(.enabled(if: Data.hasExecutor, "ONNX Runtime is not installed"))
    func `a file that is no model is told`() throws {
        #expect(throws: EvaluationError.self) {
            try DNSMOS(p835: "/nowhere/a.onnx", p808: "/nowhere/b.onnx")
        }
    }
}

/// What lies outside the project.
enum Data {
    /// The folder of models and recordings that the environment names.
    static let folder: String? = ProcessInfo.processInfo.environment["SYRINX_DATA"].flatMap {
        FileManager.default.fileExists(atPath: "\($0)/models/dnsmos/sig_bak_ovr.onnx") ? $0 : nil
    }

    static let hasExecutor = (try? ExecutorCatalogue().executor(named: "onnxruntime")) != nil

    static func judge() throws -> DNSMOS {
        let models = "\(folder ?? "")/models/dnsmos"
        return try DNSMOS(
            p835: "\(models)/sig_bak_ovr.onnx", p808: "\(models)/model_v8.onnx")
    }

    static func golden() throws -> [(String, DNSMOSScore)] {
        let url = try #require(
            Bundle.module.url(forResource: "Golden/dnsmos", withExtension: "json"))
        let scores = try JSONDecoder().decode(
            [String: DNSMOSScore].self, from: Foundation.Data(contentsOf: url))
        return scores.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
