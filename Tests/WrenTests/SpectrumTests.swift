import Foundation
import ModelBlocks
import SpeechText
import Testing

@testable import Wren

@Suite struct `What is done to predicted spectra` {
    private let mean = (0..<80).map { Float($0 % 7) - 3 }

    /// One cosine over the bands, and the mean.
    private func wave(_ coefficient: Int, _ size: Float) -> [Float] {
        (0..<80).map { band in
            mean[band] + size
                * Float(cos(Double.pi * Double(coefficient) * (Double(band) + 0.5) / 80))
        }
    }

    @Test(arguments: [0, 1, 7, 19])
    func `what is smooth stays`(coefficient: Int) {
        var mel = wave(coefficient, 2)
        SpectralDetail(mean: mean).multiply(&mel, by: 3)
        #expect(zip(mel, wave(coefficient, 2)).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test(arguments: [20, 41, 79])
    func `detail is multiplied, frame by frame`(coefficient: Int) {
        var mel = wave(coefficient, 2) + mean + wave(coefficient, -1)
        SpectralDetail(mean: mean).multiply(&mel, by: 1.5)
        let expected = wave(coefficient, 3) + mean + wave(coefficient, -1.5)
        #expect(zip(mel, expected).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test func `few bands have no detail`() {
        var mel: [Float] = [1, 2, 3, 4, 5, 6, 7, 8]
        SpectralDetail(mean: [Float](repeating: 0, count: 8)).multiply(&mel, by: 2)
        #expect(zip(mel, 1...8).allSatisfy { abs($0 - Float($1)) < 1e-4 })
    }

    @Test func `pauses become quiet, sounds stay`() {
        func token(_ symbol: UInt8) -> PhonemeToken {
            PhonemeToken(symbol: symbol, stress: 0, position: 3, pause: 0, word: 0)
        }
        let expansion = FrameExpansion(durations: [12, 5, 3, 1])
        let pauses = QuietPauses([token(0), token(7), token(0), token(9)], expansion)
        let level: [Float] = [1, 2]
        var mel = (0..<21).flatMap { _ in level }
        pauses.apply(to: &mel, of: 0..<21)
        let taken = stride(from: 0, to: 42, by: 2).map { 1 - mel[$0] }
        #expect(
            taken == [0, 0.5, 1, 1.5, 2, 2, 2, 2, 1.5, 1, 0.5, 0] + [0, 0, 0, 0, 0] + [0, 0.5, 0]
                + [0])
        #expect(stride(from: 1, to: 42, by: 2).map { 2 - mel[$0] } == taken)
        // Windows are the whole.
        var pieces: [Float] = []
        for window in [0..<3, 3..<11, 11..<21] {
            var piece = window.flatMap { _ in level }
            pauses.apply(to: &piece, of: window)
            pieces += piece
        }
        #expect(pieces == mel)
    }
}
