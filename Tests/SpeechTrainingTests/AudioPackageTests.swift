import Foundation
import TensorRuntime
import Testing

@testable import SpeechTraining

struct AudioPackageTests {
    /// Two clips of 2 and 3 whole frames of 20 samples, and a bit.
    private let good: [String: Tensor] = [
        "audio": Tensor([Int16](repeating: 0, count: 110), shape: [110]),
        "starts": Tensor([Int64(0), 45, 110], shape: [3]),
        "mel.basis": Tensor([Float](repeating: 0, count: 402), shape: [2, 201]),
        "pitch": Tensor([Float(0), 100, 200, 300, 400], shape: [5]),
        "speakers": Tensor([Int32(1), 0], shape: [2]),
        "speaker.names": Tensor(Array("ann\nbob\u{1B}".utf8), shape: [8]),
        "tokens": Tensor([Int32(0), 0, 0, 0, 2, 3, 1, 2, 0, 0, 4, 0, 3, 1, 3], shape: [3, 5]),
        "token.starts": Tensor([Int64(0), 1, 3], shape: [3]),
    ]
    private let metadata = [
        "syrinx.audio": "1", "rate": "16000", "mel.size": "400", "mel.hop": "20",
    ]

    private func package(
        _ changes: [String: Tensor] = [:], without: [String] = [],
        metadata changed: [String: String] = [:]
    ) throws -> AudioPackage {
        var tensors = good.merging(changes) { $1 }
        for name in without { tensors[name] = nil }
        return try AudioPackage(
            WeightStore(tensors, metadata: metadata.merging(changed) { $1 }), named: "test")
    }

    @Test func `clips have frames, pitch, speakers and tokens`() throws {
        let package = try package()
        #expect(package.count == 2 && package.frames(of: 0) == 2 && package.frames(of: 1) == 3)
        #expect(package.pitch(of: 1, 0..<3) == [200, 300, 400])
        #expect(package.speakerNames == ["ann", "bob\u{FFFD}"])
        #expect(package.speaker(of: 0) == 1 && package.speaker(of: 1) == 0)
        #expect(
            package.tokens(of: 1) == [
                SpokenToken(phoneme: 3, stress: 1, position: 2, language: 0, frames: 0),
                SpokenToken(phoneme: 4, stress: 0, position: 3, language: 1, frames: 3),
            ])
    }

    /// Two packages in files, the second one changed.
    private func joined(
        _ changes: [String: Tensor] = [:], without: [String] = [],
        metadata changed: [String: String] = [:]
    ) throws -> AudioPackage {
        var tensors = good.merging(changes) { $1 }
        for name in without { tensors[name] = nil }
        var package: AudioPackage?
        try withFolder { folder in
            let paths = ["\(folder)/a", "\(folder)/b"]
            try WeightStore(good, metadata: metadata).write(to: paths[0])
            try WeightStore(tensors, metadata: metadata.merging(changed) { $1 })
                .write(to: paths[1])
            package = try AudioPackage(joining: paths)
        }
        return try #require(package)
    }

    @Test func `packages are joined, clip after clip`() throws {
        let both = try joined([
            "speaker.names": Tensor(Array("eve\nann".utf8), shape: [7]),
            "audio": Tensor([Int16](repeating: 64, count: 110), shape: [110]),
        ])
        let (one, changed) = (try package(), both)
        #expect(changed.count == 4 && changed.sampleCount == 220)
        #expect(changed.speakerNames == ["ann", "bob\u{FFFD}", "eve"])
        #expect((0..<4).map { changed.speaker(of: $0) } == [1, 0, 0, 2])
        for clip in 0..<4 {
            #expect(changed.length(of: clip) == one.length(of: clip % 2))
            #expect(changed.tokens(of: clip) == one.tokens(of: clip % 2))
            let frames = 0..<one.frames(of: clip % 2)
            #expect(changed.pitch(of: clip, frames) == one.pitch(of: clip % 2, frames))
            #expect(changed.samples(of: clip, 0..<1) == [clip < 2 ? 0 : 64 / 32_768])
        }
    }

    @Test func `packages that don't fit together are refused`() throws {
        func reason(_ body: () throws -> AudioPackage) -> String {
            do {
                _ = try body()
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(reason { try joined(metadata: ["rate": "8000"]) }.contains("its rate is 8000"))
        #expect(reason { try joined(without: ["pitch"]) }.contains("it has no pitch"))
        let basis = Tensor([Float](repeating: 1, count: 402), shape: [2, 201])
        #expect(reason { try joined(["mel.basis": basis]) }.contains("mel bands"))
        #expect(reason { try AudioPackage(joining: ["/none", "/nor"]) }.contains("/none"))
    }

    @Test func `what a package doesn't tell is left open`() throws {
        let package = try package(
            without: ["pitch", "speakers", "speaker.names", "tokens", "token.starts"])
        #expect(!package.hasPitch && package.pitch(of: 0, 0..<2) == nil)
        #expect(package.speakerNames == [] && package.speaker(of: 0) == nil)
        #expect(package.tokens(of: 0) == [])
    }

    @Test(arguments: [
        ("starts", Tensor([Int64(0), 111], shape: [2])),
        ("starts", Tensor([Int64(0), 60, 40, 110], shape: [4])),
        ("audio", Tensor([Float](repeating: 0, count: 110), shape: [110])),
        ("mel.basis", Tensor([Float](repeating: 0, count: 400), shape: [2, 200])),
        ("names", Tensor(Array("one\ntwo\n".utf8), shape: [8])),
        ("pitch", Tensor([Float(0), 1], shape: [2])),
        ("pitch", Tensor([Float(0), 1, 2, .nan, 4], shape: [5])),
        ("pitch", Tensor([Float(0), 1, 2, 8000, 4], shape: [5])),
        ("speakers", Tensor([Int32(1), 2], shape: [2])),
        ("speakers", Tensor([Int32(1)], shape: [1])),
        ("speaker.names", Tensor(Array("ann\nann".utf8), shape: [7])),
        ("token.starts", Tensor([Int64(0), 4, 3], shape: [3])),
        ("tokens", Tensor([Int32](repeating: 0, count: 15), shape: [3, 5])),
        ("tokens", Tensor([Int32](repeating: -1, count: 15), shape: [3, 5])),
        ("tokens", Tensor([Int32](repeating: 1, count: 15), shape: [5, 3])),
        ("mel.predicted", Tensor([Float](repeating: 0, count: 8), shape: [4, 2])),
        ("mel.predicted", Tensor([Float(0), .nan, 0, 0, 0, 0, 0, 0, 0, 0], shape: [5, 2])),
    ])
    func `data that contradicts itself is refused`(_ name: String, _ tensor: Tensor) throws {
        #expect(throws: TrainingError.self) { try package([name: tensor]) }
    }

    @Test func `metadata is checked`() throws {
        for (name, value) in [("syrinx.audio", "2"), ("mel.hop", "0"), ("rate", "many")] {
            #expect(throws: TrainingError.self) { try package(metadata: [name: value]) }
        }
    }
}
