import AudioFile
import SpeechJobs
import SpeechModel
import SpeechText

/// A job as clients see it.
struct JobAnswer: Encodable {
    let job: Job
    var warnings: [String] = []

    private struct Progress: Encodable {
        var share: Double
        var chunks: Int
        var expectedChunks: Int?
        var audioSeconds: Double
        var secondsLeft: Double?

        private enum Key: CodingKey {
            case share, chunks, expectedChunks, audioSeconds, secondsLeft
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(share, forKey: .share)
            try container.encode(chunks, forKey: .chunks)
            try container.encode(expectedChunks, forKey: .expectedChunks)
            try container.encode(audioSeconds, forKey: .audioSeconds)
            try container.encode(secondsLeft, forKey: .secondsLeft)
        }
    }

    private struct Audio: Encodable {
        var url: String
        var bytes: Int
        var sha256: String
    }

    private enum Key: CodingKey {
        case id, object, status, createdAt, startedAt, finishedAt, title, voice, language
        case profile, responseFormat, characters, progress, statistics, error, audio, restarts
        case warnings
    }

    func encode(to encoder: any Encoder) throws {
        let options = job.options
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(job.id, forKey: .id)
        try container.encode("job", forKey: .object)
        try container.encode(job.state.rawValue, forKey: .status)
        try container.encode(job.created.milliseconds, forKey: .createdAt)
        try container.encode(job.started?.milliseconds, forKey: .startedAt)
        try container.encode(job.finished?.milliseconds, forKey: .finishedAt)
        try container.encode(options.title, forKey: .title)
        try container.encode(options.voice?.name ?? job.statistics?.voice, forKey: .voice)
        try container.encode(options.language?.tag, forKey: .language)
        try container.encode(options.profile.name, forKey: .profile)
        try container.encode(options.format.rawValue, forKey: .responseFormat)
        try container.encode(job.characters, forKey: .characters)
        try container.encode(progress, forKey: .progress)
        try container.encode(statistics, forKey: .statistics)
        try container.encode(failure, forKey: .error)
        try container.encode(audio, forKey: .audio)
        try container.encode(job.restarts, forKey: .restarts)
        try container.encode(job.warnings + warnings, forKey: .warnings)
    }

    private var progress: Progress {
        let progress = job.progress
        return Progress(
            share: progress.share.rounded(to: 1e4), chunks: progress.chunks,
            expectedChunks: progress.expectedChunks,
            audioSeconds: progress.audioSeconds.milliseconds,
            secondsLeft: progress.secondsLeft.map { $0.rounded(to: 10) })
    }

    private var statistics: SpeechStatistics? {
        guard let sums = job.statistics else { return nil }
        var statistics = SpeechStatistics(requestId: job.id, profile: job.options.profile.name)
        statistics.voice = sums.voice
        statistics.family = sums.family
        statistics.language = job.options.language?.tag
        statistics.characters = job.characters
        statistics.chunks = sums.chunks
        statistics.batches = sums.batches
        statistics.audioSeconds = sums.audioSeconds.rounded(to: 1e4)
        statistics.synthesisSeconds = sums.synthesisSeconds.rounded(to: 1e6)
        statistics.totalSeconds = sums.totalSeconds.rounded(to: 1e6)
        statistics.rtf = sums.realTimeFactor?.rounded(to: 1e6)
        statistics.firstAudioSeconds = sums.firstAudioSeconds?.rounded(to: 1e6)
        statistics.retries = sums.retries
        statistics.fallbacks = sums.fallbacks
        statistics.stalls = sums.stalls
        return statistics
    }

    private var failure: APIError.Body.Content? {
        job.failure.map { .init(APIError($0)) }
    }

    private var audio: Audio? {
        job.audio.map {
            Audio(url: "/v1/jobs/\(job.id)/audio", bytes: $0.bytes, sha256: $0.sha256)
        }
    }
}

/// A page of jobs.
struct JobList: Encodable {
    var object = "list"
    var data: [JobAnswer]
    /// Whether there are older ones.
    var hasMore: Bool
}

/// A job that is there no more.
struct RemovedJob: Encodable {
    var id: String
    var object = "job.deleted"
    var deleted = true
}

extension Double {
    /// Rounded to three decimals.
    fileprivate var milliseconds: Double { rounded(to: 1e3) }
}
