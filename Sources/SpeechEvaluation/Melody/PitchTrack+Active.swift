public import AudioFeatures

extension PitchTrack {
    /// The frames in which somebody speaks: those at most 40 dB below the level that 5 % of the
    /// frames exceed.
    ///
    /// Pauses then neither count as unvoiced speech nor bring the pitch of a hum. The bound is
    /// relative, so a recording's loudness changes nothing. Without frames, or with silence
    /// alone, nothing is left.
    public var active: PitchTrack {
        let sorted = levels.map(Double.init).sorted()
        guard !sorted.isEmpty else { return self }
        let least = Quantile.of(sorted, 0.95) - 40
        let chosen = levels.indices.filter {
            levels[$0] > PitchTrack.quietest && Double(levels[$0]) >= least
        }
        return PitchTrack(
            frequencies: chosen.map { frequencies[$0] }, voicing: chosen.map { voicing[$0] },
            levels: chosen.map { levels[$0] })
    }
}
