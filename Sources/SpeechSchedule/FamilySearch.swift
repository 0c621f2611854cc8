import AudioSignal
import SpeechModel
import SpeechText

/// Looks for the family that speaks a piece, along its fallback chain.
struct FamilySearch {
    /// What was found.
    struct Found {
        let family: any SpeechFamily
        let segment: SpeechSegment
        let entry: Assembly.Entry
        let needs: Needs
    }

    private let piece: Piece
    private let request: ListenerRequest
    /// Links that were passed over.
    private(set) var fallbacks: [ScheduleReport.Fallback] = []
    /// Why they were.
    private(set) var errors: [SynthesisError] = []
    /// The place in the chain.
    private(set) var index: Int

    init(_ piece: Piece, _ request: ListenerRequest) {
        self.piece = piece
        self.request = request
        index = piece.candidate
    }

    /// Searches; nil where no link is left.
    mutating func run() -> Found? {
        let chain: [Candidate]
        do throws(SynthesisError) {
            chain = try request.cast(piece.style)
        } catch {
            errors.append(error)
            return nil
        }
        if chain.isEmpty { errors.append(.failed("no family is set to speak this")) }
        for passed in piece.reported..<max(piece.reported, index) {
            report(passed, in: chain, piece.errors.last ?? .failed("it was passed over"))
        }
        while chain.indices.contains(index) {
            do throws(SynthesisError) {
                return try load(chain[index])
            } catch {
                errors.append(error)
                report(index, in: chain, error)
                index += 1
            }
        }
        return nil
    }

    private mutating func report(_ passed: Int, in chain: [Candidate], _ reason: SynthesisError) {
        guard chain.indices.contains(passed) else { return }
        fallbacks.append(
            .init(
                chunk: piece.chunk, from: chain[passed].familyID,
                to: chain.indices.contains(passed + 1) ? chain[passed + 1].familyID : nil,
                reason: reason))
    }

    private func load(_ candidate: Candidate) throws(SynthesisError) -> Found {
        let family: any SpeechFamily
        let id: VoiceID
        do throws(LoadError) {
            (family, id) = try candidate.load()
        } catch {
            throw SynthesisError(error)
        }
        guard let voice = family.voice(id) else { throw .unknownVoice(id) }
        var prosody = piece.style.prosody
        prosody.rate = request.speechRate(of: prosody.rate)
        let rate = voice.rate(for: request.rate)
        let attempt = index == piece.candidate ? piece.attempt : 0
        let segment = SpeechSegment(
            text: piece.words.text, pronunciations: piece.words.pronunciations,
            language: piece.style.language, voice: id, prosody: prosody, rate: rate,
            seed: SegmentSeed.derived(
                from: request.seed, chunk: piece.chunk, part: piece.part, attempt: attempt),
            isHeardWhole: request.delivery == .wholeSegments)
        let gain = prosody.gain + request.gain(voice)
        return Found(
            family: family, segment: segment,
            entry: Assembly.Entry(
                rate: rate, decibels: gain.isFinite ? gain : 0, chunk: piece.chunk,
                silence: Assembly.Entry.silence(ofVoiceAt: voice.loudness)),
            needs: Needs(
                family: candidate.familyID, largestBatch: family.largestUsefulBatch,
                calls: family.usefulCalls, streams: family.streamsWithinSegment,
                canBeHeld: family.canBeHeld,
                seconds: family.estimatedDuration(of: segment).seconds,
                bytes: family.memoryEstimate(for: segment), rate: rate.hertz))
    }
}
