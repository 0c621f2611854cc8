import Glibc
import AudioSignal
import SpeechModel
import SpeechPlan
import SpeechTesting
import SpeechText
import Testing

@testable import SpeechSchedule

/// A family whose samples don't depend on the seed, so that every way around a fault
/// sounds the same.
func still(_ id: String = "tone", faults: [Fault] = []) -> ToneFamily {
    var family = ToneFamily(id, faults: faults)
    family.noise = 0
    return family
}

@Suite struct FaultTests {
    private let texts = [
        "alpha beta gamma.", "the river runs on, and on to the sea.", "seven blue stones.",
        "under the window.", "a last word or two.", "carry it home.",
    ]

    @Test(arguments: [Delivery.immediate, .wholeSegments])
    func `memory that runs out in large batches changes no sample`(delivery: Delivery) async {
        let well = await alone(request(texts, by: ToneFamily(), delivery: delivery))
        let poor = ToneFamily(faults: [.outOfMemory(above: 1)])
        let (heard, report) = await alone(request(texts, by: poor, batch: 8, delivery: delivery))
        #expect(heard == well.heard)
        #expect(report.fallbacks.isEmpty)
    }

    @Test func `a segment that fails once is spoken with another seed`() async {
        let fault = Fault.on("river", attempts: 1, .segmentFailure(.failed("once")))
        let family = ToneFamily(faults: [fault])
        let (heard, report) = await alone(request(texts, by: family))
        #expect(heard.error == nil)
        #expect(report.chunks == texts.count)
        #expect(report.retries == 1)
        #expect(report.fallbackCount == 0)
        let seeds = family.record.batches.joined().filter { $0.text.contains("river") }.map(\.seed)
        #expect(Set(seeds).count == 2)
    }

    @Test func `a segment that always fails goes to the next family, which is told`() async {
        let family = ToneFamily(faults: [.on("river", .segmentFailure(.failed("always")))])
        let (heard, report) = await alone(request(texts, by: family, still("backup")))
        #expect(heard.error == nil)
        #expect(report.chunks == texts.count)
        #expect(
            report.fallbacks == [
                .init(chunk: 1, from: "tone", to: "backup", reason: .failed("always"))
            ])
    }

    @Test func `a family that dies hands everything over`() async {
        let backup = still("backup")
        let (heard, report) = await alone(
            request(texts, by: ToneFamily(faults: [.dying]), backup))
        let only = await alone(request(texts, by: backup))
        #expect(heard == only.heard)
        #expect(report.fallbackCount == texts.count)
    }

    @Test func `a family that does not load is passed over with its reason`() async {
        let backup = still("backup")
        let missing = LoadError.missing(component: "tone.bin", remedy: "install it")
        let chain = [candidate(ToneFamily(), failing: missing), candidate(backup)]
        let (heard, report) = await alone(request(chunks(texts), by: chain))
        #expect(heard == (await alone(request(texts, by: backup))).heard)
        #expect(
            report.fallbacks.first
                == .init(
                    chunk: 0, from: "tone", to: "backup",
                    reason: .missing(component: "tone.bin", remedy: "install it")))
    }

    @Test func `an exhausted chain ends the stream behind what came before`() async {
        let family = still(faults: [.on("seven", .segmentFailure(.failed("no seven")))])
        let stranger = ToneFamily("stranger", languages: [.japanese])
        let (heard, report) = await alone(request(texts, by: family, stranger))
        #expect(heard.error == .failed("no seven"), "the telling error, not the last one")
        let before = await alone(request(Array(texts.prefix(2)), by: still()))
        #expect(heard.samples == before.heard.samples)
        #expect(report.fallbacks.map(\.to) == ["stranger", nil])
    }

    @Test(.timeLimit(.minutes(5)))
    func `what was ready behind an exhausted chain is forgotten`() async {
        let gate = Gate()
        var family = still(faults: [.on("alpha", .segmentFailure(.failed("no alpha")))])
        family.gate = gate
        let threads = WorkerThreads(count: 2)
        let core = SchedulerCore(
            ScheduleSettings(workers: 1), memory: FixedMemory(bytes: nil),
            batchSizes: BatchSizes(), threads: threads, planners: 1)
        let work = Task(executorPreference: threads) { await core.work() }
        let id = core.join(request(texts, by: family, batch: 1))
        await gate.arrived()
        while !Task.isCancelled, core.reading({ $0.voicings.count }) < 2 { await Task.yield() }
        gate.open()
        var error: SynthesisError?
        listening: while true {
            switch core.take(for: id) {
            case .failed(let failure):
                error = failure
                break listening
            case .finished: break listening
            case .nothing: await core.output(for: id)
            case .sound, .ended, .rest: break
            }
        }
        #expect(error == .failed("no alpha"))
        core.leave(id, forgetting: true)
        // A voice that is held can't be unloaded.
        #expect(core.reading { $0.voicings.isEmpty })
        core.stop()
        await work.value
        threads.close()
    }

    @Test func `what a family leaves out is told once, by the family that is heard`() async {
        var family = ToneFamily(faults: [.on("stones", attempts: 1, .segmentFailure(.failed("x")))])
        family.unreadable = ["v", "z"]
        var dying = ToneFamily("dying", faults: [.on("river", .failureHalfway(.failed("half")))])
        dying.unreadable = ["r"]
        let (heard, report) = await alone(
            request(texts, by: dying, family, delivery: .wholeSegments))
        #expect(heard.error == nil)
        let letters = report.omissions.map(\.what)
        #expect(letters.filter { $0 == .letters("v") }.count == 1)
        let river = report.omissions.filter { $0.chunk == 1 }
        #expect(river.map(\.what) == [.letters("v")])
        #expect(river.map(\.voice) == [VoiceID("tone/low")])
        #expect(river.map(\.source) == [chunks(texts)[1].source])
        #expect(report.omissionCount == report.omissions.count)
    }

    @Test func `no family at all is an error`() async {
        let (heard, _) = await alone(request(chunks(texts), by: []))
        #expect(heard.error == .failed("no family is set to speak this"))
        #expect(heard.samples.isEmpty)
    }

    @Test func `an unknown voice is an error that names it`() async {
        let family = ToneFamily()
        let chain = [Candidate(familyID: "tone") { (family, VoiceID("tone/none")) }]
        let (heard, _) = await alone(request(chunks(texts), by: chain))
        #expect(heard.error == .unknownVoice(VoiceID("tone/none")))
    }

    @Test func `one listener's trouble changes nothing for the others`() async {
        let trouble = ["a river.", "more river here.", "still a river."]
        // The whole batch fails whenever one of its texts has the word; which batches do
        // is known only by their company.
        for kind in [Fault.Kind.batchFailure(.failed("bad")), .runaway, .outOfMemory] {
            let family = ToneFamily(faults: [.on("river", kind)])
            let backup = still("backup")
            let scheduler = Scheduler(memory: FixedMemory(bytes: nil))
            let bad = scheduler.speak(
                request(trouble, by: family, backup, delivery: .wholeSegments))
            let good = (0..<4).map { number in
                request(
                    sentences(6, seed: UInt64(number)).map { $0.filter { $0 != "v" } },
                    by: family, seed: UInt64(number))
            }
            let streams = good.map { scheduler.speak($0) }
            async let troubled = listen(bad)
            for (request, stream) in zip(good, streams) {
                let heard = await listen(stream)
                #expect(heard == (await alone(request)).heard)
                #expect(stream.report.fallbackCount == 0)
                #expect(stream.report.retries == 0)
            }
            #expect(await troubled.error == nil)
            #expect(bad.report.fallbackCount > 0)
        }
    }

    @Test func `a failure in the middle of what is heard is continued without a seam`() async {
        let fault = Fault.on("river", attempts: 1, .failureHalfway(.failed("hiccup")))
        let (heard, _) = await alone(request(texts, by: still(faults: [fault])))
        #expect(heard == (await alone(request(texts, by: still()))).heard)
    }

    @Test func `what fails gives the same samples every time when whole segments are wanted`()
        async
    {
        func once() async -> Heard {
            let faults: [Fault] = [
                .on("river", attempts: 1, .failureHalfway(.failed("hiccup"))),
                .on("window", attempts: 1, .runaway),
            ]
            return await alone(
                request(texts, by: ToneFamily(faults: faults), delivery: .wholeSegments)
            ).heard
        }
        let first = await once()
        #expect(first.error == nil)
        #expect(await once() == first)
    }

    @Test func `a text too long for its family is halved until it fits`() async {
        var family = still()
        family.segmentLimit = 12
        let (heard, report) = await alone(request(["one two three four five six."], by: family))
        #expect(heard.error == nil)
        #expect(report.splits >= 2)
        #expect(report.fallbackCount == 0)
        // Two workers may speak the last halves at the same time.
        #expect(family.record.batches.joined().contains { $0.text == "five six." })
    }
}

@Suite struct RunawayTests {
    private let text = "the river runs on, and on to the very wide sea."

    @Test(arguments: [true, false]) func `a missing end is found and spoken again`(
        streams: Bool
    ) async {
        var family = ToneFamily(faults: [.on("river", attempts: 1, .runaway)])
        if !streams { family.piece = nil }
        let (heard, report) = await alone(
            request(["hello there.", text], by: family, delivery: .wholeSegments))
        #expect(heard.error == nil)
        #expect(report.runaways == 1)
        #expect(report.retries == 1)
        #expect(report.chunks == 2)
        let expected = 2.0 + Double("hello there.".count + text.count) * 0.02
        #expect(Double(heard.samples.count) / 16_000 < expected)
    }

    @Test func `a missing end costs no more than one and a half lengths and the floor`() async {
        let family = ToneFamily(faults: [.on("river", attempts: 1, .runaway)])
        _ = await alone(request([text], by: family, delivery: .wholeSegments))
        let length = Double(text.count) * 0.02 * 16_000
        // The runaway and the retry.
        #expect(Double(family.record.samples) <= length * 2.5 + 1.2 * 16_000)
    }

    @Test func `what always runs away is halved`() async {
        let fault = Fault(.runaway) { $0.segment.text.utf8.count > 30 }
        let family = ToneFamily(faults: [fault])
        let (heard, report) = await alone(request([text], by: family, delivery: .wholeSegments))
        #expect(heard.error == nil)
        #expect(report.runaways == 2)
        #expect(report.splits == 1)
        #expect(report.segments == 2)
        // Two workers may speak the halves at the same time.
        let halves = Set(family.record.batches.joined().suffix(2).map(\.text))
        #expect(halves == ["the river runs on,", "and on to the very wide sea."])
    }

    @Test func `what runs away even in halves goes to the next family`() async {
        let family = ToneFamily(faults: [Fault(.runaway)])
        let (heard, report) = await alone(
            request([text], by: family, still("backup"), delivery: .wholeSegments))
        #expect(heard.error == nil)
        // Both halves fall back.
        #expect(report.fallbackCount == 2)
        #expect(report.runaways == 6)
        #expect(report.chunks == 1)
    }

    @Test func `a runaway that is being heard is cut`() async {
        let family = ToneFamily(faults: [Fault(.runaway)])
        let (heard, report) = await alone(request([text, "the end."], by: family, still("backup")))
        #expect(heard.error == nil)
        #expect(report.chunks == 2)
        #expect(report.runaways >= 1)
        #expect(Double(heard.samples.count) / 16_000 < 8)
    }

    @Test func `silence inside is found`() async {
        let fault = Fault.on("river", attempts: 1, .silence(times: 6))
        let (heard, report) = await alone(
            request([text], by: ToneFamily(faults: [fault]), delivery: .wholeSegments))
        #expect(heard.error == nil)
        #expect(report.runaways == 1)
        #expect(heard.samples.contains { abs($0) > 0.1 })
    }

    @Test func `repetition is found before the length tells`() async {
        let fault = Fault.on("river", attempts: 1, .repetition(times: 4))
        let (_, report) = await alone(
            request(
                [text + " where nobody has ever seen it end."],
                by: ToneFamily(faults: [fault]), delivery: .wholeSegments))
        #expect(report.runaways == 1)
    }

    @Test func `a text that repeats itself is no runaway`() async {
        let text = "no no no no no no no no no no no no no no no no no."
        let (_, report) = await alone(request([text], by: ToneFamily()))
        #expect(report.runaways == 0)
    }

    @Test func `samples that are no numbers are never passed on`() async {
        let family = ToneFamily(faults: [.on("river", .breaking(.samplesInRange))])
        let (heard, report) = await alone(
            request([text], by: family, still("backup"), delivery: .wholeSegments))
        #expect(heard.samples.allSatisfy { $0.isFinite && abs($0) <= 1 })
        #expect(report.fallbackCount == 1)
        #expect(heard.error == nil)
    }

    @Test(arguments: 1...40) func `the judgement does not depend on the pieces`(piece: Int) {
        var random = Splitter(UInt64(piece))
        var audio = (0..<4_000).map { Float(sin(Double($0) / 9) * ($0 % 800 < 400 ? 0.5 : 0.01)) }
        audio += [Float](repeating: 0, count: 12_000)
        func verdict(_ cut: () -> Int) -> (Runaway?, Int) {
            var sentry = RunawayGuard(
                RunawayPolicy(longestSilence: .seconds(1)), rate: SampleRate(4_000), seconds: 10,
                canRunAway: true)
            var place = 0
            while place < audio.count {
                let next = min(audio.count, place + cut())
                if let found = sentry.hear(Array(audio[place..<next])) { return (found, next) }
                place = next
            }
            return (nil, place)
        }
        let whole = verdict { 40 }
        let cut = verdict { Int.random(in: 1...(piece * 20), using: &random) }
        #expect(whole.0 == .silent)
        #expect(cut.0 == whole.0)
        #expect(cut.1 >= whole.1 - 40 && cut.1 <= whole.1 + piece * 20)
    }
}
