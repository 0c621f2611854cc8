import AudioSignal

/// Turns the bytes of a recording into samples, as they are asked for.
protocol AudioDecoder: AnyObject {
    /// The rate of all samples.
    var rate: SampleRate { get }
    /// How many channels the recording begins with; at least one.
    var channelCount: Int { get }
    /// How many samples each channel has, where the file tells.
    var frameCount: Int? { get }

    /// The next samples; nil at the end. Not more than some hundred thousand.
    func next() throws(AudioFileError) -> InterleavedBlock?
}

extension SampleRate {
    /// A rate that a file tells.
    static func read(_ hertz: UInt32, of file: String) throws(AudioFileError) -> SampleRate {
        guard let rate = SampleRate(hertz: Int(hertz)) else {
            let (least, most) = (supported.lowerBound, supported.upperBound)
            throw .unsupportedRecording(
                path: file, reason: "its rate is \(hertz) Hz",
                remedy: "convert it to a rate from \(least) to \(most) Hz")
        }
        return rate
    }
}
