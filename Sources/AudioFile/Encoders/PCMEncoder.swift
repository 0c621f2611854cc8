/// Bare samples.
final class PCMEncoder: AudioEncoder {
    private let sink: any ByteSink
    private var samples: SampleEncoder

    init(to sink: any ByteSink, settings: EncodingSettings) {
        self.sink = sink
        samples = SampleEncoder(settings.sampleFormat, ditherSeed: settings.ditherSeed)
    }

    var clipped: Int { samples.clipped }

    func encode(_ samples: [Float]) throws(AudioFileError) {
        try sink.write(self.samples.bytes(samples))
    }

    func finish() throws(AudioFileError) {}
}
