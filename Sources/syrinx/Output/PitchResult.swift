import AudioFeatures

/// The pitch of recordings as it is printed.
struct PitchResult: Encodable {
    /// A recording that was looked at.
    struct Recording {
        let seconds: Double
        /// From one frame to the next.
        let hopSeconds: Double
        let track: PitchTrack
    }

    /// The figures of frames.
    struct Figures: Encodable {
        let frames: Int
        /// The voiced share of the frames.
        let voiced: Double
        /// Nil where no frame is voiced, like the others.
        let medianHertz: Double?
        let spreadSemitones: Double?
        /// 5 % lie below.
        let lowHertz: Double?
        /// 5 % lie above.
        let highHertz: Double?

        init(_ statistics: PitchStatistics) {
            frames = statistics.frameCount
            voiced = statistics.voicedShare
            medianHertz = statistics.melody?.median
            spreadSemitones = statistics.melody?.spread
            lowHertz = statistics.melody?.low
            highHertz = statistics.melody?.high
        }

        /// Such as "median 112.3 Hz  spread 3.1 semitones  5 to 95 %: 84.0 to 160.2 Hz  voiced 61 %".
        var line: String {
            guard let medianHertz, let spreadSemitones, let lowHertz, let highHertz else {
                return "no voice"
            }
            return "median \(medianHertz.text(decimals: 1)) Hz"
                + "  spread \(spreadSemitones.text(decimals: 1)) semitones"
                + "  5 to 95 %: \(lowHertz.text(decimals: 1)) to \(highHertz.text(decimals: 1)) Hz"
                + "  voiced \(Int((voiced * 100).rounded())) %"
        }
    }

    /// The values of every frame.
    struct Frames: Encodable {
        /// From one frame to the next; the first is centred at the first sample.
        let hopSeconds: Double
        /// 0 where unvoiced.
        let hertz: [Float]
        /// How likely each is voiced.
        let voicing: [Float]
        /// In dB of full scale.
        let level: [Float]

        init(_ recording: Recording) {
            hopSeconds = recording.hopSeconds
            hertz = recording.track.frequencies
            voicing = recording.track.voicing
            level = recording.track.levels
        }
    }

    /// A recording.
    struct File: Encodable {
        let file: String
        let seconds: Double
        let pitch: Figures
        /// Nil unless asked for.
        let track: Frames?
    }

    let files: [File]
    /// Of the frames of all.
    let total: Figures

    init(names: [String], _ recordings: [Recording], showsFrames: Bool) {
        files = zip(names, recordings).map { name, recording in
            File(
                file: name, seconds: recording.seconds,
                pitch: Figures(PitchStatistics(recording.track)),
                track: showsFrames ? Frames(recording) : nil)
        }
        total = Figures(PitchStatistics(recordings.map(\.track)))
    }

    /// A line for each recording, and one for all of them where there are several.
    var lines: [String] {
        let all = "all \(files.count)"
        let names = files.map(\.file.visible)
        let width = (names + [all]).map(\.count).max() ?? 0
        var lines = zip(names, files).map { name, file in
            name.padded(to: width) + "  " + file.pitch.line
        }
        if files.count > 1 { lines.append(all.padded(to: width) + "  " + total.line) }
        return lines
    }
}
