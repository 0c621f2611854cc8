public import AudioSignal
import SpeechModel
public import SpeechSchedule
public import SpeechText

/// A text being spoken: blocks of audio, taken as fast as the listener wants them.
///
/// Iterate it once. Work goes only as far ahead of the listener as the settings
/// allow; leaving the loop, cancelling the task or ``cancel()`` ends it.
public struct SpeechSession: AsyncSequence, Sendable {
    /// A block of audio, at ``rate``.
    public typealias Element = AudioBuffer
    /// What ends a session early.
    public typealias Failure = EngineError

    /// The rate of every block.
    public let rate: SampleRate
    let firstChunk: Int
    let stream: SpeechStream
    let prepared: PreparedRequest

    init(rate: SampleRate, firstChunk: Int, stream: SpeechStream, prepared: PreparedRequest) {
        self.rate = rate
        self.firstChunk = firstChunk
        self.stream = stream
        self.prepared = prepared
    }

    /// Ends the work; the listener gets what was ready, then the end.
    public func cancel() {
        prepared.ledger.cancel()
        stream.cancel()
    }

    var wasCancelled: Bool { prepared.ledger.wasCancelled }

    /// What came of it so far.
    public var report: SpeechReport {
        let schedule = stream.report
        var report = SpeechReport()
        report.textCharacters = prepared.source.characterCount
        report.chunks = schedule.chunks
        report.batches = schedule.batches
        report.audioSeconds = schedule.audioSeconds
        report.synthesisSeconds = schedule.synthesisSeconds
        report.firstAudioSeconds = schedule.firstAudioSeconds
        report.voice = prepared.casting.firstVoice
        report.family = report.voice?.family
        report.fallbacks = schedule.fallbacks
        report.unavailable = prepared.casting.unavailable
        report.retries = schedule.retries
        report.stalls = schedule.stalls
        report.unmeasuredVoices = prepared.casting.unmeasuredVoices
        let losses = prepared.ledger.losses
        report.omissions = losses + schedule.omissions.map(TextWarning.init)
        report.omissionCount = losses.count + schedule.omissionCount
        report.stages.text = prepared.ledger.text.seconds
        report.stages.plan = Swift.max(
            0, prepared.ledger.plan.seconds - prepared.ledger.text.seconds)
        report.stages.queue = schedule.queueSeconds
        report.stages.synthesis = schedule.synthesisSeconds
        report.stages.joining = schedule.joiningSeconds
        report.stages.encoding = prepared.ledger.encoding.seconds
        return report
    }

    /// What happened since this was last asked, in order, such as chunks planned and spoken,
    /// and where the sound of each begins; nothing unless ``SpeechRequest/reportsEvents``.
    ///
    /// Ask beside taking blocks: before a block is handed out, the beginnings in it are
    /// told. Of what nobody asks for, the last thousands of events are kept.
    public func takeEvents() -> [SessionEvent] { stream.takeEvents() }

    /// Why there was no sound in all of a plan.
    var silence: String {
        if isBlank { return "the text is empty" }
        let chunks = stream.report.planned
        if firstChunk > 0, chunks <= firstChunk {
            return "the text has \(chunks) chunks, first_chunk is \(firstChunk)"
        }
        return "there are no words in it"
    }

    /// Whether the source is nothing but white space.
    var isBlank: Bool { prepared.source.isBlank }

    /// What in the text could not be done as it asks, such as unknown markup.
    public var warnings: [TextWarning] { prepared.source.warnings }

    /// How far the work is.
    public var progress: SpeechProgress {
        let schedule = stream.report
        let source = prepared.source.byteCount
        let share = source > 0 ? Double(prepared.ledger.plannedSource) / Double(source) : 1
        let expected =
            schedule.isPlanned || share <= 0
            ? schedule.planned : Int((Double(schedule.planned) / share).rounded(.up))
        return SpeechProgress(
            chunks: Swift.min(firstChunk, schedule.planned) + schedule.chunks,
            expectedChunks: expected, isExact: schedule.isPlanned,
            audioSeconds: schedule.audioSeconds, synthesisSeconds: schedule.synthesisSeconds)
    }

    /// Adds time that was spent on encoding this session's audio to the report.
    public func spentEncoding(_ duration: Duration) { prepared.ledger.encoding.add(duration) }

    /// The blocks; there is one sequence of them, whoever iterates.
    public func makeAsyncIterator() -> Iterator {
        Iterator(base: stream.makeAsyncIterator(), session: self)
    }

    /// Takes block after block.
    public struct Iterator: AsyncIteratorProtocol {
        var base: SpeechStream.AsyncIterator
        let session: SpeechSession
        var isSilent = true

        /// The next block, nil after the last.
        public mutating func next() async throws(EngineError) -> AudioBuffer? {
            try await next(isolation: #isolation)
        }

        /// The next block, nil after the last.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(EngineError) -> AudioBuffer? {
            do throws(SynthesisError) {
                let block = try await base.next(isolation: actor)
                guard block == nil, isSilent, session.stream.report.isPlanned else {
                    isSilent = isSilent && block == nil
                    return block?.audio
                }
            } catch {
                throw Self.explained(error, session.prepared.lookup)
            }
            // The plan was read to its end and made no sound at all.
            throw .nothingToSay(reason: session.silence)
        }

        private static func explained(
            _ error: SynthesisError, _ lookup: VoiceLookup
        ) -> EngineError {
            switch error {
            case .cancelled:
                return .cancelled
            case .unknownVoice(let voice):
                // Once more, for the names that may have been meant.
                do throws(EngineError) {
                    _ = try lookup.voice(named: voice.name)
                } catch {
                    return error
                }
                return .synthesis(error)
            default:
                return .synthesis(error)
            }
        }
    }
}

extension TextWarning {
    /// What a voice left out, and where.
    init(_ omission: ScheduleReport.Omission) {
        let message =
            switch omission.what {
            case .letters(let letters):
                "voice '\(omission.voice)' has no reading for '\(letters)'; left out"
            case .pronunciation(let ipa):
                "voice '\(omission.voice)' can't follow the pronunciation '\(ipa)'; "
                    + "the words are read as they are written"
            }
        self.init(message: message, offset: omission.source.lowerBound)
    }
}

/// How far a session is.
public struct SpeechProgress: Sendable {
    /// Chunks delivered; those before ``SpeechRequest/firstChunk`` count as such once they
    /// are planned.
    public let chunks: Int
    /// Chunks in all: exact once the text has been planned to its end, until then
    /// estimated from the part that has.
    public let expectedChunks: Int
    /// Whether ``expectedChunks`` is exact.
    public let isExact: Bool
    /// Audio delivered, in seconds.
    public let audioSeconds: Double
    /// Time in which families were speaking, in seconds.
    public let synthesisSeconds: Double
}
