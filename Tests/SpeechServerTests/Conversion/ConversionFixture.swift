import AudioFile
import AudioSignal
import Foundation
import ModelBlocks
import SpeechEngine
import TensorRuntime

@testable import SpeechServer

/// A converter by chance that runs in no time, and recordings for it.
enum ConversionFixture {
    private static let model = ConversionModel(
        content: .init(channels: 2, width: 5), speaker: .init(channels: 2, width: 6),
        decoder: .sourceFilter(
            width: 12, blocks: [.init(rate: 1, width: 10), .init(rate: 2, width: 8)]),
        lookAhead: 2)

    /// Writes its weights.
    static func weights(in folder: TestFolder, seed: UInt64 = 5) throws -> String {
        var source = Source(state: seed)
        var weights = WeightStore()
        for graph in [try model.graph(), try model.speakerGraph()] {
            for parameter in graph.parameters {
                let shape = graph.type(of: parameter).shape
                let reach = 1.7 / Float(max(shape.dropFirst().reduce(1, *), 1)).squareRoot()
                let scale = shape.count < 2 ? 0.5 : reach
                weights[parameter.name] = Tensor(
                    (0..<shape.reduce(1, *)).map { _ in scale * source.next() }, shape: shape)
            }
        }
        weights.metadata = [
            "family": ConversionModel.family, "format.version": "1", "look.ahead": "2",
            "decoder.head": "sourceFilter",
        ]
        let path = "\(folder.path)/converter-\(seed).safetensors"
        try weights.write(to: path)
        return path
    }

    /// Somebody who buzzes, with pauses and a little noise.
    static func speech(seconds: Double, rate: Int = 16_000) -> [Float] {
        var source = Source(state: 9)
        var phase: Float = 0
        return (0..<Int(seconds * Double(rate))).map { place in
            let second = Float(place) / Float(rate)
            phase += (120 + 20 * sin(3 * second)) / Float(rate)
            phase -= phase.rounded(.down)
            let isVoiced = Int(second * 4) % 3 != 2
            return (isVoiced ? 0.3 * (1 - 2 * phase) : 0) + 0.003 * source.next()
        }
    }

    /// As a file.
    static func file(
        _ samples: [Float], rate: Int = 16_000, _ format: AudioFileFormat = .wav
    ) throws -> [UInt8] {
        let sink = MemorySink(canOverwrite: true)
        let writer = try AudioWriter(to: sink, format: format, rate: SampleRate(rate))
        try writer.write(samples: samples)
        try writer.finish()
        return sink.bytes
    }

    /// As a socket takes it.
    static func bytes(_ samples: [Float]) -> [UInt8] {
        samples.flatMap { sample in
            let value = UInt16(bitPattern: Int16(max(-32_768, min(32_767, sample * 32_768))))
            return [UInt8(value & 255), UInt8(value >> 8)]
        }
    }

    /// A server with this converter and one profile, `buzz`.
    static func server<Value: Sendable>(
        _ change: (inout Settings) -> Void = { _ in }, use: (LiveServer) async throws -> Value
    ) async throws -> Value {
        let folder = TestFolder()
        let path = try weights(in: folder)
        return try await LiveServer.with(changing: { settings in
            settings.converter = path
            settings.server.data = folder.path
            change(&settings)
        }) { live in
            let clip = try file(speech(seconds: 3))
            let made = try await live.send("POST", "/v1/profiles?name=buzz&consent=true", clip)
            guard made.status == 201 else { throw ClientError.malformed(made.text) }
            return try await use(live)
        }
    }

    private struct Source {
        var state: UInt64

        /// Within -1 ... 1.
        mutating func next() -> Float {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(Int32(truncatingIfNeeded: state >> 32)) / Float(Int32.max)
        }
    }
}

extension LiveServer {
    /// The answer to a request with a body of any bytes.
    func send(
        _ method: String, _ path: String, _ body: [UInt8]? = nil,
        _ fields: [(String, String)] = []
    ) async throws -> Answer {
        try await onThread { [port] in
            let connection = try Connection(port: port)
            try connection.request(method, path, fields, body: body)
            return try connection.answer()
        }
    }
}
