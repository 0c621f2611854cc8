internal import Glibc

extension Picture {
    /// Mel spectra, one below the other: time to the right, each frame two pixels wide, bands
    /// upwards, black to white from the least to the most of the first. The pitch is drawn into it
    /// as a white line, an octave in 20 rows from 50 Hz at the bottom.
    ///
    /// - Parameters:
    ///   - spectra: Log-mel bands, frame by frame.
    ///   - pitches: Hertz of each one's frames, 0 without voice.
    init(spectra: [[Float]], bands: Int, pitches: [[Float]]) {
        let (wide, gap) = (2, 4)
        let frames = spectra.map { $0.count / bands }.max() ?? 0
        self.init(width: max(frames * wide, 1), height: (bands + gap) * spectra.count)
        let lowest = spectra.first?.min() ?? 0
        let span = max((spectra.first?.max() ?? 1) - lowest, 1e-3)
        for (panel, (spectrum, pitch)) in zip(spectra, pitches).enumerated() {
            let bottom = panel * (bands + gap) + bands - 1
            for (place, value) in spectrum.enumerated() {
                let (frame, band) = (place / bands, place % bands)
                let shade = UInt8(min(max((value - lowest) / span * 200, 0), 200))
                set(frame * wide, wide, bottom - band, shade)
            }
            for (frame, hertz) in pitch.enumerated() where hertz > 0 {
                let height = Int((log2(hertz / 50) * 20).rounded())
                if (0..<bands).contains(height) { set(frame * wide, wide, bottom - height, 255) }
            }
        }
    }

    private mutating func set(_ column: Int, _ count: Int, _ row: Int, _ shade: UInt8) {
        for place in column..<column + count { shades[row * width + place] = shade }
    }
}
