/// Turns samples into the bytes of a format, written to its sink as they come.
protocol AudioEncoder: AnyObject {
    /// How many samples lay beyond full scale.
    var clipped: Int { get }

    /// Encodes the next samples.
    func encode(_ samples: [Float]) throws(AudioFileError)

    /// Writes what is left, and the totals where the sink lets bytes be replaced.
    func finish() throws(AudioFileError)
}
