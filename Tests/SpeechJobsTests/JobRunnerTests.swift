import AudioFile
import AudioSignal
import Glibc
import SpeechEngine
import SpeechJobs
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText
import Synchronization
import Testing

@Suite struct JobRunnerTests {
    private let workshop = Workshop()

    @Test(arguments: AudioFileFormat.allCases)
    func `a job's file is what a session writes`(format: AudioFileFormat) async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let runner = JobRunner(
            try workshop.store(), engine, policy: Workshop.eager, report: Workshop.trouble)
        let order = JobOrder.of(prose(3), format, title: "Three")
        let created = try await runner.create(order)
        #expect(created.state == .queued)
        let job = try await runner.finish(created.id)
        #expect(job.state == .completed, "\(String(describing: job.failure))")
        let file = try await runner.audio(of: job.id)
        let bytes = try #require(Workshop.bytes(file.path))
        #expect(try await bytes == workshop.expected(order, engine))
        #expect(job.audio?.bytes == bytes.count)
        #expect(job.audio?.sha256.count == 64)
        #expect(job.progress.share == 1)
        #expect(job.progress.chunks == job.progress.expectedChunks)
        #expect(job.restarts == 0)
        #expect(workshop.names("scratch").isEmpty)
        #expect(workshop.names("audio").count == 1)
    }

    @Test func `a loudness and a peak are those of a session`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let runner = JobRunner(
            try workshop.store(), engine, policy: Workshop.eager, report: Workshop.trouble)
        let target = try #require(LoudnessTarget(integrated: -16, ceiling: -2))
        for normalization in [Normalization.loudness(target), .peak(-3)] {
            let order = JobOrder.of(prose(4), .flac, normalization: normalization)
            let job = try await runner.finish(try await runner.create(order).id)
            let file = try await runner.audio(of: job.id)
            let same = try await Workshop.bytes(file.path) == workshop.expected(order, engine)
            #expect(same, "\(normalization)")
        }
    }

    @Test func `statistics are those of the work`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let runner = JobRunner(try workshop.store(), engine, report: Workshop.trouble)
        let job = try await runner.finish(try await runner.create(.of(prose(5))).id)
        let statistics = try #require(job.statistics)
        #expect(statistics.voice == "tone/low")
        #expect(statistics.family == "tone")
        #expect(statistics.chunks == 5)
        #expect(statistics.audioSeconds > 4)
        #expect(statistics.totalSeconds > 0)
        #expect(statistics.firstAudioSeconds != nil)
        #expect(job.characters == prose(5).unicodeScalars.count)
        #expect(job.started != nil)
        #expect(job.finished != nil)
    }

    @Test func `what can't be is refused at the door`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let runner = JobRunner(try workshop.store(), engine, report: Workshop.trouble)
        func refusal(_ change: (inout JobOrder) -> Void) async throws -> EngineError? {
            var order = JobOrder.of("Some text.")
            change(&order)
            do throws(JobsError) {
                _ = try await runner.create(order)
                return nil
            } catch {
                guard case .invalid(let cause) = error else { throw error }
                return cause
            }
        }
        for text in ["", " \n\t ", "\0", "…", "🙂"] {
            let error = try await refusal { $0.request.text = Array(text.utf8) }
            guard case .nothingToSay = error else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
        }
        guard case .unknownVoice = try await refusal({ $0.request.voice = "nobody" }) else {
            Issue.record("an unknown voice was taken")
            return
        }
        guard
            case .text(.tooLarge) = try await refusal({
                $0.request.options.maximumBytes = 3
            })
        else {
            Issue.record("a text too large was taken")
            return
        }
        let malformed = try await refusal {
            $0.request.format = .ssml
            $0.request.text = Array("<speak>".utf8)
        }
        guard case .text(.ssml) = malformed else {
            Issue.record("malformed markup was taken")
            return
        }
        #expect(try await runner.store.jobs().isEmpty)
    }

    @Test func `a job that can't be done says why`() async throws {
        let family = Workshop.tone(faults: [Fault(.batchFailure(.failed("the hum is broken")))])
        let engine = try SpeechEngine(families: [family.entry()])
        let runner = JobRunner(
            try workshop.store(), engine, policy: Workshop.eager, report: Workshop.trouble)
        let job = try await runner.finish(try await runner.create(.of(prose(2))).id)
        #expect(job.state == .failed)
        #expect(job.failure?.message.contains("the hum is broken") == true)
        #expect(job.audio == nil)
        #expect(workshop.names("scratch").isEmpty)
        #expect(workshop.names("audio").isEmpty)
        do throws(JobsError) {
            _ = try await runner.audio(of: job.id)
            Issue.record("there is audio")
        } catch {
            guard case .noAudio(_, .failed) = error else { throw error }
        }
    }

    /// What there is too little memory for.
    enum Shortage: CaseIterable { case loading, speaking }

    /// Whether there is too little, and what has been told.
    private final class Scarcity: Sendable {
        private let state = Mutex((isShort: true, events: [String]()))
        var isShort: Bool { state.withLock(\.isShort) }
        var events: [String] { state.withLock(\.events) }
        func note(_ event: String) { state.withLock { $0.events.append(event) } }
        func end() { state.withLock { $0.isShort = false } }
    }

    @Test(.timeLimit(.minutes(5)), arguments: Shortage.allCases)
    func `a job that there is no memory for lets the others go first`(
        shortage: Shortage
    ) async throws {
        let families = [Workshop.tone(), ToneFamily("large", secondsPerCharacter: 0.005)]
        let store = try workshop.store()
        let door = JobRunner(store, try SpeechEngine(families: families.map { $0.entry() }))
        var ids: [String] = []
        for voice in ["large/low", "tone/low"] {
            var order = JobOrder.of("Said by \(voice.prefix { $0 != "/" }).")
            order.request.voice = voice
            ids.append(try await door.create(order).id)
        }

        let (large, last) = (ids[0], ids[1])
        let scarcity = Scarcity()
        var poor = families
        poor[1].faults = [
            Fault(.outOfMemory) { _ in shortage == .speaking && scarcity.isShort }
        ]
        // Nobody else is there to speak in its place.
        poor[0].faults = [.on("large", .batchFailure(.outOfMemory))]
        let entry = FamilyEntry(id: "large", summary: "Large tones") {
            [poor] () throws(LoadError) in
            if shortage == .loading, scarcity.isShort { throw .outOfMemory(needed: 2, free: 1) }
            return poor[1]
        }
        let engine = try SpeechEngine(families: [poor[0].entry(), entry])
        let runner = JobRunner(store, engine, policy: Workshop.eager) { event in
            switch event {
            case .began(let id): scarcity.note(id)
            case .ended(let id, let failure):
                scarcity.note(failure.map { "\($0)" } ?? "done")
                if id == last { scarcity.end() }
            case .obstacle: scarcity.note("obstacle")
            }
        }
        let job = try await runner.finish(large)
        #expect(job.state == .completed, "\(String(describing: job.failure))")
        #expect(job.warnings.contains { $0.hasPrefix("waiting") })
        #expect(
            scarcity.events.prefix(5) == [large, last, "done", "obstacle", large],
            "\(scarcity.events)")
    }

    @Test func `cancelling works in every state`() async throws {
        let gate = Gate()
        var family = Workshop.tone()
        family.gate = gate
        family.gatePlace = .piece
        let engine = try SpeechEngine(families: [family.entry()])
        let runner = JobRunner(
            try workshop.store(), engine, policy: Workshop.eager, report: Workshop.trouble)
        let queued = try await runner.create(.of(prose(2)))
        #expect(try await runner.cancel(queued.id).state == .cancelled)
        #expect(try await runner.cancel(queued.id).state == .cancelled)

        let running = try await runner.create(.of(prose(20)))
        let next = try await runner.create(.of("The next one."))
        await withTaskGroup { group in
            group.addTask { await runner.run() }
            gate.admit(9)
            await gate.arrived(10)
            let cancelled = try? await runner.cancel(running.id)
            #expect(cancelled?.state == .cancelled)
            gate.open()
            let job = try? await runner.store.wait(for: next.id)
            #expect(job?.state == .completed)
            group.cancelAll()
        }
        #expect(try await runner.store.job(running.id).state == .cancelled)
        #expect(try await runner.cancel(next.id).state == .completed)
        #expect(workshop.names("scratch").isEmpty)
        #expect(workshop.names("audio").count == 1)

        #expect(try await runner.remove(next.id))
        #expect(try await runner.remove(running.id))
        #expect(workshop.names("audio").isEmpty)
        do throws(JobsError) {
            _ = try await runner.cancel(next.id)
            Issue.record("a removed job was found")
        } catch {
            guard case .unknown = error else { throw error }
        }
    }

    @Test func `a file that was taken away or changed is missed`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let runner = JobRunner(try workshop.store(), engine, report: Workshop.trouble)
        let job = try await runner.finish(try await runner.create(.of("A sentence.")).id)
        let path = try await runner.audio(of: job.id).path
        #expect(truncate(path, 5) == 0)
        await #expect(throws: JobsError.self) { try await runner.audio(of: job.id) }
        #expect(unlink(path) == 0)
        await #expect(throws: JobsError.self) { try await runner.audio(of: job.id) }
    }

    @Test func `several workers and runners do each job once`() async throws {
        let family = Workshop.tone()
        let orders = (1...8).map { JobOrder.of(prose($0), .pcm) }
        let engine = try SpeechEngine(families: [family.entry()])
        var policy = Workshop.eager
        policy.workers = 3
        // Two stores: as two processes would have.
        let first = JobRunner(
            try workshop.store(), engine, policy: policy, report: Workshop.trouble)
        let second = JobRunner(
            try workshop.store(), engine, policy: policy, report: Workshop.trouble)
        var ids: [String] = []
        for order in orders { ids.append(try await first.create(order).id) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await first.run() }
            group.addTask { await second.run() }
            for (id, order) in zip(ids, orders) {
                let job = try await first.store.wait(for: id)
                #expect(job.state == .completed)
                #expect(job.restarts == 0)
                let bytes = Workshop.bytes(try await first.audio(of: id).path)
                let same = try await bytes == workshop.expected(order, engine)
                #expect(same)
            }
            group.cancelAll()
        }
    }

    @Test func `jobs are listed, newest first, page by page`() async throws {
        let engine = try SpeechEngine(families: [Workshop.tone().entry()])
        let store = try workshop.store()
        let runner = JobRunner(store, engine, report: Workshop.trouble)
        var ids: [String] = []
        for number in 0..<5 { ids.append(try await runner.create(.of("Number \(number).")).id) }
        let first = try await store.jobs(limit: 2)
        #expect(first.map(\.id) == [ids[4], ids[3]])
        #expect(try await store.jobs(limit: 9, after: ids[3]).map(\.id) == ids[..<3].reversed())
        #expect(try await store.counts() == [.queued: 5])
        await #expect(throws: JobsError.self) { try await store.jobs(after: "job_none") }
    }
}
