import AudioSignal
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText
import Testing

@testable import SpeechSchedule

@Suite struct EventTests {
    /// What was heard, and what was told with each block and behind the last.
    private func follow(
        _ request: ListenerRequest
    ) async throws -> (samples: [Float], told: [(end: Int, events: [SessionEvent])]) {
        var request = request
        request.reportsEvents = true
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let stream = scheduler.speak(request)
        var samples: [Float] = []
        var told: [(end: Int, events: [SessionEvent])] = []
        for try await block in stream {
            samples += block.audio.samples
            told.append((samples.count, stream.takeEvents()))
        }
        told.append((samples.count, stream.takeEvents()))
        return (samples, told)
    }

    @Test func `each chunk is planned, spoken and begins once, in that order`() async throws {
        var family = ToneFamily()
        family.edgeSilence = .milliseconds(30)
        let plan = chunks(sentences(12, seed: 3))
        let (samples, told) = try await follow(request(plan, by: [candidate(family)]))
        let events = told.flatMap(\.events)
        #expect(events.map(\.at) == events.map(\.at).sorted())
        #expect(events.first.map { $0.at >= .zero } == true)
        for chunk in plan {
            let own = events.filter { $0.kind.chunk == chunk.index }.map(\.kind)
            #expect(
                own.first
                    == .planned(
                        .init(
                            index: chunk.index, text: chunk.text, source: chunk.source,
                            language: .english)))
            #expect(
                own.dropFirst().first
                    == .speaking(chunk: chunk.index, voice: VoiceID("tone/low")))
            #expect(own.count { $0 == .spoken(chunk: chunk.index) } == 1)
            #expect(own.count { if case .begins = $0 { true } else { false } } == 1)
        }
        let begins = events.compactMap(\.kind.begin)
        #expect(begins.map(\.chunk) == Array(0..<12))
        for (_, sample) in begins {
            #expect(sample == 0 || samples[sample - 1] == 0)
            #expect(samples[sample..<sample + 80].contains { $0 != 0 })
        }
    }

    @Test func `a beginning is told with the block that holds it, at the latest`() async throws {
        let (_, told) = try await follow(request(sentences(10, seed: 4), by: ToneFamily()))
        var known: [Int] = []
        let all = told.flatMap(\.events).compactMap(\.kind.begin).map(\.sample)
        for (end, events) in told {
            known += events.compactMap(\.kind.begin).map(\.sample)
            #expect(known == Array(all.prefix(known.count)))
            #expect(known.count >= all.count { $0 < end })
        }
    }

    @Test func `who doesn't ask is told nothing`() async {
        let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
        let stream = scheduler.speak(request(sentences(3, seed: 5), by: ToneFamily()))
        _ = await listen(stream)
        #expect(stream.takeEvents().isEmpty)
    }

    @Test func `a pause is planned and nothing else`() async throws {
        var plan = chunks(["One thing.", "", "Another."])
        plan[1].pauseAfter = .milliseconds(100)
        let (_, told) = try await follow(request(plan, by: [candidate(ToneFamily())]))
        let own = told.flatMap(\.events).filter { $0.kind.chunk == 1 }
        #expect(own.count == 1)
    }

    @Test func `a chunk that is halved is spoken and begins once`() async throws {
        let family = ToneFamily(faults: [.on("delta, epsilon", .runaway)])
        let plan = chunks(["First here.", "alpha beta gamma delta, epsilon zeta.", "Last."])
        let (_, told) = try await follow(
            request(plan, by: [candidate(family)], delivery: .wholeSegments))
        let own = told.flatMap(\.events).map(\.kind).filter { $0.chunk == 1 }
        #expect(own.count { if case .speaking = $0 { true } else { false } } == 1)
        #expect(own.count { $0 == .spoken(chunk: 1) } == 1)
        #expect(own.count { if case .begins = $0 { true } else { false } } == 1)
    }

    @Test func `a chunk that is cut or continued while it is heard is spoken once`() {
        // Cut behind nearly all of its text, or in the middle of it.
        for (samples, rest) in [(195, 0), (100, 1)] {
            var bench = Bench()
            bench.streams = true
            let id = bench.join()
            bench.plan(id, 1)
            _ = bench.speak()
            _ = bench.dispatcher.made(bench.last, slot: 0, samples: samples)
            _ = bench.dispatcher.take(for: id)
            _ = bench.dispatcher.take(for: id)
            _ = bench.dispatcher.take(for: id)
            _ = bench.dispatcher.take(for: id)
            bench.dispatcher.ranAway(bench.last, slot: 0, as: .tooLong)
            #expect(bench.dispatcher.unprepared.count == rest)
            let spoken = bench.dispatcher.takeEffects().spoken
            #expect(spoken == (rest == 0 ? [.init(listener: id, chunk: 0)] : []))
        }
    }

    @Test func `nobody who never asks makes it grow`() {
        var log = EventLog(start: .now)
        for chunk in 0..<100_000 { log.note(.spoken(chunk: chunk), at: .now) }
        let kept = log.take()
        #expect((EventLog.limit / 2...EventLog.limit).contains(kept.count))
        #expect(kept.last?.kind == .spoken(chunk: 99_999))
        #expect(log.take().isEmpty)
    }
}

extension SessionEvent.Kind {
    /// The chunk that it is about.
    var chunk: Int {
        switch self {
        case .planned(let planned): planned.index
        case .speaking(let chunk, _), .spoken(let chunk): chunk
        case .begins(let chunk, _), .canResume(let chunk, _), .words(let chunk, _): chunk
        }
    }

    var begin: (chunk: Int, sample: Int)? {
        if case .begins(let chunk, let sample) = self { (chunk, sample) } else { nil }
    }

    var resumption: (chunk: Int, sample: Int)? {
        if case .canResume(let chunk, let sample) = self { (chunk, sample) } else { nil }
    }
}
