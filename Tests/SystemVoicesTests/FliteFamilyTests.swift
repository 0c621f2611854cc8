import AudioSignal
import Dispatch
import Glibc
import SpeechModel
import SpeechTesting
import SpeechText
import Synchronization
import Testing

@testable import SystemVoices

@Suite struct FliteFamilyTests {
    let family = FliteFamily()

    @Test(arguments: ["slt", "rms", "awb", "kal16"])
    func keepsTheContract(voice: String) async {
        let segments = [
            english("Hello.", voice: voice, seed: 1), english("Two, three!", voice: voice, seed: 2),
            english("High up.", voice: voice, prosody: Prosody(rate: 1.2, pitch: 1.2)),
        ]
        let whole = FliteFamily(pieces: FlitePieces(first: .seconds(60), next: .seconds(60)))
        #expect(await checkFamily(family, whole: whole, saying: segments).isEmpty)
    }

    @Test func theSeedDecidesTheNoise() async throws {
        let first = try await speak(english("So it is.", seed: 1), with: family)
        let second = try await speak(english("So it is.", seed: 2), with: family)
        #expect(first.samples != second.samples)
        #expect(first.samples.count == second.samples.count)
    }

    @Test func eachSentenceHasAMelodyOfItsOwn() async throws {
        let one = try await speak(english("So it is.", seed: 1), with: family)
        let two = try await speak(english("So it is. \"Is it?\" he asked.", seed: 1), with: family)
        #expect(two.samples.starts(with: one.samples))
        #expect(two.samples.count > one.samples.count + 16_000)
    }

    /// Other users of the process-wide rand() neither disturb flite nor are disturbed.
    @Test func anotherThreadMayDrawFromRand() async throws {
        let segments = [english("Six sea shells.", seed: 42)]
        let alone = try await speak(segments, with: family)
        let hammer = Hammer()
        hammer.start()
        for _ in 0..<5 {
            #expect(try await speak(segments, with: family) == alone)
        }
        hammer.stop()
        #expect(hammer.draws > 0)
    }

    /// For everyone else rand() is the C library's: same seed, same sequence.
    @Test func randIsOtherwiseTheCLibrarys() {
        // The first numbers of glibc's rand() after srand(1), its documented default
        // seed: the TYPE_3 additive feedback generator of random_r.c.
        srand(1)
        let drawn = (0..<3).map { _ in rand() }
        #expect(drawn == [1_804_289_383, 846_930_886, 1_681_692_777])
    }

    @Test func manyAtOnceSoundAsAlone() async throws {
        let voices = ["slt", "rms", "awb", "kal16"]
        let segments = (0..<8).map {
            english("Listener \($0).", voice: voices[$0 % 4], seed: UInt64($0))
        }
        var alone: [Spoken] = []
        for segment in segments { alone.append(try await speak(segment, with: family)) }
        try await withThrowingTaskGroup(of: (Int, Spoken).self) { group in
            for _ in 0..<2 {
                for (index, segment) in segments.enumerated() {
                    group.addTask { (index, try await speak(segment, with: family)) }
                }
            }
            for try await (index, spoken) in group {
                #expect(spoken.samples == alone[index].samples)
            }
        }
    }

    @Test(arguments: ["slt", "kal16"])
    func theFirstPieceIsShort(voice: String) async throws {
        let spoken = try await speak(
            english("A first piece leaves as soon as there is one, and not later.", voice: voice),
            with: family)
        let first = try #require(spoken.pieces.first)
        #expect(first.duration < .milliseconds(130))
        // It holds what is left of the pause that a statistical voice begins with, and the
        // first sound.
        #expect(voice == "kal16" || first.samples.contains { abs($0) > 0.02 })
        #expect(spoken.pieces.count > 5)
    }

    @Test func stopEndsASegmentEarly() async throws {
        let text = "One, two, three, four, five, six, seven, eight, nine, ten."
        let spoken = try await speak(english(text), with: family, stopAfter: 2)
        #expect(spoken.pieces.count == 2)
        #expect(!spoken.isFinished && spoken.error == nil)
    }

    @Test(arguments: ["slt", "rms", "awb", "kal16"])
    func rateAndPitchAreHeard(voice: String) async throws {
        let text = "Marianne may only move alone in the morning."
        let plain = try await speak(english(text, voice: voice), with: family)
        let fast = try await speak(
            english(text, voice: voice, prosody: Prosody(rate: 2)), with: family)
        // Short states can't be shortened below one frame, so not quite a half.
        #expect(abs(fast.seconds / plain.seconds - 0.5) < 0.1)
        let high = try await speak(
            english(text, voice: voice, prosody: Prosody(pitch: 1.3)), with: family)
        let ratio =
            medianPitch(of: high.samples, rate: 16_000)
            / medianPitch(of: plain.samples, rate: 16_000)
        #expect(abs(ratio - 1.3) < 0.12, "pitch rose by \(ratio)")
    }

    @Test func marksAloneAreSilence() async throws {
        for text in ["...", "?!", "—", " , "] {
            let spoken = try await speak(english(text), with: family)
            #expect(spoken.isFinished && spoken.pieces.isEmpty, "\(text)")
        }
    }

    @Test func foreignLettersAreReadAsLatinOnes() async throws {
        let spoken = try await speak(english("東京"), with: family)
        #expect(spoken.isFinished && !spoken.pieces.isEmpty)
    }

    @Test func unreadableLettersAreTold() async throws {
        let spoken = try await speak(english("Hello \u{1E922}\u{10D00}, Привет."), with: family)
        #expect(spoken.isFinished && spoken.unread == [.letters("\u{1E922}\u{10D00}")])
    }

    /// Letters that no transform of ICU knows: a private script's own.
    @Test func unreadableLettersAloneAreAnError() async throws {
        let spoken = try await speak(english("\u{1E922}\u{10D00}"), with: family)
        guard case .failed = spoken.error else {
            Issue.record("got \(String(describing: spoken.error))")
            return
        }
    }

    /// Odd input is said or left out, never a crash.
    @Test func oddInput() async throws {
        var texts = [
            "\u{0}\u{1}\u{1B}[31m hello \u{7F}", "a", "A", "'", "''s", "x's", "-", "a-", "-a", "%",
            "5%", "$", "$5.", "$5.00 million", "St. Dr. St", "1/2", "1999-2000-", "00:00", "X.Y.Z.",
            "MMMMMM", "ii", "don''t", "&", "a&b", "@home", "#1", "0.0.0.0", "1e400",
            String(repeating: "9", count: 500), String(repeating: "w", count: 600),
            String(repeating: "a ", count: 300), String(repeating: "'", count: 600),
            String(repeating: "e\u{301}", count: 300), "“Curly” ‘quotes’ — dash… naïve café",
        ]
        var random = SystemRandomNumberGenerator.seeded(7)
        let alphabet = Array(" abz AZ09'-.,:;!?/%$&@#*+=_~^|\\<>()[]{}\"`\u{e9}\u{4e00}\u{301}")
        for _ in 0..<40 {
            let length = Int.random(in: 1...40, using: &random)
            texts.append(
                String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? " " }))
        }
        for text in texts {
            let spoken = try await speak(
                english(String(text.prefix(600)), voice: "kal16"), with: family)
            #expect(spoken.isFinished || spoken.error != nil, "\(text)")
        }
    }

    @Test func theEstimateOfMemoryGrowsWithTheText() {
        let short = family.memoryEstimate(for: english("Hello."))
        let long = family.memoryEstimate(for: english(String(repeating: "Hello. ", count: 80)))
        let slow = family.memoryEstimate(
            for: english("Hello there.", prosody: Prosody(rate: 0.001)))
        // 36 seconds took 25 MB when measured.
        #expect(short < 2 << 20 && long > 25 << 20 && long < 60 << 20)
        #expect(slow < 16 << 20)
    }

    @Test func tooLongIsRefusedAtOnce() async throws {
        let spoken = try await speak(english(String(repeating: "a", count: 601)), with: family)
        #expect(spoken.error == .segmentTooLong(limit: 600))
    }
}

/// Draws from rand() on a thread of its own, as fast as it can.
private final class Hammer: Sendable {
    private let ended = Atomic(false)
    private let count = Atomic(0)
    private let done = DispatchSemaphore(value: 0)

    var draws: Int { count.load(ordering: .acquiring) }

    func start() {
        let thread = DispatchQueue(label: "hammer")
        thread.async { [self] in
            repeat {
                for _ in 0..<1000 { _ = rand() }
                count.add(1000, ordering: .releasing)
            } while !ended.load(ordering: .acquiring)
            done.signal()
        }
    }

    func stop() {
        ended.store(true, ordering: .releasing)
        done.wait()
    }
}

extension SystemRandomNumberGenerator {
    /// A generator with a fixed sequence (xorshift64*).
    static func seeded(_ seed: UInt64) -> SeededGenerator { SeededGenerator(state: seed | 1) }
}

struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
