import AudioSignal
import Glibc
import SpeechModel
import SpeechTesting
import SpeechText
import Testing

@testable import SystemVoices

/// A segment for one of espeak-ng's voices.
func foreign(
    _ text: String, _ voice: String, language: String? = nil,
    pronunciations: [Pronunciation] = [], prosody: Prosody = .neutral
) -> SpeechSegment {
    SpeechSegment(
        text: text, pronunciations: pronunciations,
        language: Language(language ?? voice) ?? .english, voice: VoiceID("espeak/" + voice),
        prosody: prosody, seed: 1)
}

// Skipped without the package espeak-ng.
@Suite(.enabled(if: hasEspeak)) struct EspeakFamilyTests {
    let family: EspeakFamily

    init() throws { family = try EspeakFamily() }

    @Test func keepsTheContract() async {
        let segments = [
            foreign("Olá, tudo bem?", "pt-br"), foreign("Guten Tag.", "de"),
            foreign("Slower and higher.", "en-us", prosody: Prosody(rate: 0.8, pitch: 1.2)),
        ]
        #expect(await checkFamily(family, saying: segments).isEmpty)
    }

    // Skipped without the package open-jtalk-mecab-naist-jdic.
    @Test(.enabled(if: hasJapanese)) func keepsTheContractInAsia() async {
        let segments = [foreign("東京は雨です。", "ja"), foreign("你好，世界。", "zh")]
        #expect(await checkFamily(family, saying: segments).isEmpty)
    }

    @Test func theUsualLanguagesAreThere() {
        for tag in ["en", "ja", "zh", "pt", "pt-BR", "es", "fr", "de", "it", "ko", "nb", "no"] {
            let language = Language(tag) ?? .english
            #expect(family.voices.contains { $0.speaks(language) }, "\(tag)")
        }
        #expect(family.voices.first?.id == VoiceID("espeak/en-us"))
        #expect(Set(family.voices.map(\.id)).count == family.voices.count)
        #expect(family.voice(VoiceID("espeak/pt-br"))?.languages.first == Language("pt-BR"))
        #expect(!family.voices.contains { $0.id.name.contains("cmn") })
    }

    /// Measured on en-us by autocorrelation over one sentence: 76.3 Hz at 20, 91.5 at 40,
    /// 100.7 at 50, 110.8 at 60, 123.2 at 70, 152.1 at 90, 168.3 at 99.
    @Test(arguments: [(20, 0.758), (40, 0.909), (50, 1), (60, 1.1), (70, 1.223), (90, 1.51)])
    func pitchIsTheFactorAskedFor(setting: Int, factor: Double) {
        #expect(abs(EspeakManner(Prosody(pitch: factor)).pitch - setting) <= 2)
    }

    @Test func rateAndPitchAreHeard() async throws {
        let text = "Marianne may only move alone in the morning."
        let plain = try await speak(foreign(text, "en-us"), with: family)
        let fast = try await speak(
            foreign(text, "en-us", prosody: Prosody(rate: 2)), with: family)
        #expect(abs(fast.seconds / plain.seconds - 0.5) < 0.1)
        let high = try await speak(
            foreign(text, "en-us", prosody: Prosody(pitch: 1.3)), with: family)
        let ratio =
            medianPitch(of: high.samples, rate: 22_050)
            / medianPitch(of: plain.samples, rate: 22_050)
        #expect(abs(ratio - 1.3) < 0.1, "pitch rose by \(ratio)")
    }

    @Test func stopEndsTheProcess() async throws {
        let text = String(repeating: "This goes on and on. ", count: 80)
        let real = try FakeProgram("exec '\(EspeakProgram().path)' \"$@\"")
        let spoken = try await speak(foreign(text, "en-us"), with: real.family(), stopAfter: 1)
        #expect(spoken.pieces.count == 1 && !spoken.isFinished && spoken.error == nil)
        #expect(real.hasRun && !real.isThere)
    }

    @Test func cancellingEndsTheProcess() async throws {
        let fake = try FakeProgram("exec sleep 60")
        let family = try fake.family()
        let task = Task { try await speak(foreign("Hello.", "en-us"), with: family) }
        while !fake.hasRun { await Task.yield() }
        task.cancel()
        await #expect(throws: SynthesisError.cancelled) { try await task.value }
        #expect(!fake.isThere)
    }

    @Test func userTextIsOnlyText() async throws {
        let phonemes = try family.input(for: foreign("[[h@l'oU]] \u{1}50P <b>x</b>\u{0}", "en-us"))
        #expect(phonemes == "((h@l'oU)) 50P <b>x</b>")
    }

    @Test func silence() async throws {
        for (text, voice) in [("...", "en-us"), ("。", "ja"), ("，", "zh")] {
            if voice == "ja", !hasJapanese { continue }
            let spoken = try await speak(foreign(text, voice), with: family)
            #expect(spoken.isFinished && spoken.pieces.isEmpty, "\(text)")
        }
    }

    // Skipped without the package open-jtalk-mecab-naist-jdic.
    @Test(.enabled(if: hasJapanese)) func whatIsLeftOutIsTold() async throws {
        let ipa = [Pronunciation(range: 0..<6, ipa: "toːkjoː")]
        let click = [Pronunciation(range: 0..<5, ipa: "ǃa")]
        for (segment, unread) in [
            (foreign("東京は彁彁です。", "ja"), [Unread.letters("彁")]),
            (foreign("你好，мир。", "zh"), [.letters("мир")]),
            (foreign("東京は雨です。", "ja", pronunciations: ipa), [.pronunciation(ipa: "toːkjoː")]),
            (foreign("東京。", "zh", pronunciations: ipa), [.pronunciation(ipa: "toːkjoː")]),
            (
                foreign("Hello.", "ru", language: "ru", pronunciations: click),
                [.pronunciation(ipa: "ǃa")]
            ),
            (foreign("Hello.", "en-us", pronunciations: click), [.pronunciation(ipa: "ǃa")]),
            (foreign("Hello (again): 5 > 4 …", "en-us"), []),
            (foreign("「東京」は、１００％！", "ja"), []),
            (foreign("《世界》——100%！", "zh"), []),
        ] {
            let spoken = try await speak(segment, with: family)
            #expect(spoken.unread == unread, "\(segment.text)")
            #expect(spoken.isFinished && !spoken.samples.isEmpty, "\(segment.text)")
        }
    }

    // Skipped without the package open-jtalk-mecab-naist-jdic.
    @Test(.enabled(if: hasJapanese)) func unreadableKanjiAreAnError() async throws {
        let spoken = try await speak(foreign("彁彁", "ja"), with: family)
        guard case .failed = spoken.error else {
            Issue.record("got \(String(describing: spoken.error))")
            return
        }
    }
}

/// How a program that goes wrong is told of. The fake answers `--voices` like
/// espeak-ng 1.51 and does something else when it is to speak.
@Suite struct EspeakFailureTests {
    @Test func aMissingProgramSaysWhatToInstall() throws {
        #expect(throws: LoadError.missing(component: "espeak-ng", remedy: EspeakProgram.remedy)) {
            try EspeakProgram(named: nil, path: "/nowhere:/")
        }
        #expect(throws: LoadError.self) { try EspeakProgram(named: "/etc", path: "/usr/bin") }
        #expect(throws: LoadError.self) { try EspeakProgram(named: "espeak-ng", path: "/usr/bin") }
    }

    @Test func aProgramWithoutVoicesIsUnusable() throws {
        let fake = try FakeProgram("exit 0", voices: "")
        #expect(throws: LoadError.self) { try fake.family() }
    }

    @Test(arguments: [
        ("echo no such voice >&2; exit 3", "no such voice"), ("exit 0", "no audio"),
        ("echo hello, this is no sound", "WAV"), ("kill -9 $$", "9"),
        // A header of one second, then half of a sample, then death.
        (FakeProgram.header + "; printf 'abc'; kill -9 $$", "9"),
        (
            FakeProgram.header.replacing("\\042\\126", with: "\\104\\254") + "; printf 'abc'",
            "22050"
        ),
        ("head -c 100000 /dev/zero >&2; exit 1", "ended"),
    ])
    func whatGoesWrongIsTold(script: String, word: String) async throws {
        let fake = try FakeProgram(script)
        let spoken = try await speak(
            foreign(String(repeating: "Hello there. ", count: 150), "en-us"),
            with: fake.family())
        guard case .failed(let reason) = spoken.error else {
            Issue.record("got \(String(describing: spoken.error))")
            return
        }
        #expect(reason.contains(word), "\(reason)")
        #expect(fake.hasRun && !fake.isThere)
    }

    @Test(arguments: ["exec sleep 60", FakeProgram.header + "; printf 'abcd'; exec sleep 60"])
    func aProgramThatFallsSilentIsEnded(script: String) async throws {
        let fake = try FakeProgram(script)
        // Time passes only once the program has been started.
        let family = try EspeakFamily(program: fake.program()) {
            while !fake.hasRun, !Task.isCancelled { await Task.yield() }
        }
        let spoken = try await speak(foreign("Hello.", "en-us"), with: family)
        #expect(spoken.error == .stalled(component: "espeak-ng", seconds: 15))
        #expect(fake.hasRun && !fake.isThere)
    }

    @Test func aProgramWithoutAnEndIsEnded() async throws {
        let fake = try FakeProgram(FakeProgram.header + "; exec cat /dev/zero")
        let spoken = try await speak(foreign("Hello.", "en-us"), with: fake.family())
        guard case .failed(let reason) = spoken.error else {
            Issue.record("got \(String(describing: spoken.error))")
            return
        }
        #expect(reason.contains("beyond the end"), "\(reason)")
        #expect(fake.hasRun && !fake.isThere)
        let talker = try FakeProgram("", voices: "LIST\nexec cat /dev/zero\ncat <<'LIST'")
        let error = #expect(throws: LoadError.self) {
            try talker.program().answer(to: .voices)
        }
        #expect("\(String(describing: error))".contains("without an end"))
    }

    @Test func aProgramThatDoesNotTellItsVoicesIsUnusable() throws {
        let fake = try FakeProgram("", voices: "LIST\nexec sleep 60\ncat <<'LIST'")
        let error = #expect(throws: LoadError.self) {
            try fake.program().answer(to: .voices, within: 0.1)
        }
        guard case .unusable(_, let reason) = error else {
            Issue.record("got \(String(describing: error))")
            return
        }
        #expect(reason.contains("killed"), "\(reason)")
    }

    @Test func aProgramThatIsRemovedIsMissing() async throws {
        let fake = try FakeProgram("exit 0")
        let family = try fake.family()
        fake.remove()
        let spoken = try await speak(foreign("Hello.", "en-us"), with: family)
        #expect(
            spoken.error == .missing(component: "espeak-ng", remedy: EspeakProgram.remedy))
    }

    /// Samples come through whatever the pieces are that the pipe gives.
    @Test func wavesInAnyPieces() throws {
        var bytes: [UInt8] = Array("RIFF".utf8) + [0xFF, 0xFF, 0xFF, 0x7F] + Array("WAVE".utf8)
        bytes += Array("LIST".utf8) + [3, 0, 0, 0, 1, 2, 3, 0]
        bytes += Array("fmt ".utf8) + [16, 0, 0, 0, 1, 0, 1, 0, 0x22, 0x56, 0, 0]
        bytes += [0x44, 0xAC, 0, 0, 2, 0, 16, 0] + Array("data".utf8) + [0, 0xF0, 0xFF, 0x7F]
        let expected: [Float] = (0..<500).map { Float(Int16($0 * 60 - 15_000)) / 32_768 }
        for index in 0..<500 {
            let value = UInt16(bitPattern: Int16(index * 60 - 15_000))
            bytes += [UInt8(value & 0xFF), UInt8(value >> 8)]
        }
        var random = SeededGenerator(state: 5)
        for _ in 0..<20 {
            var stream = WaveStream(rate: SampleRate(22_050))
            var samples: [Float] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(Int.random(in: 1...90, using: &random)))
                rest = rest.dropFirst(piece.count)
                samples += try piece.withUnsafeBytes { try stream.samples(from: $0) }
            }
            #expect(samples == expected)
        }
    }
}

/// A shell script in the place of espeak-ng.
private final class FakeProgram: Sendable {
    let folder: String
    private var path: String { folder + "/espeak fake's" }

    /// The header that espeak-ng writes.
    static let header =
        "printf 'RIFF\\044\\360\\377\\177WAVEfmt \\020\\0\\0\\0\\001\\0\\001\\0"
        + "\\042\\126\\0\\0\\104\\254\\0\\0\\002\\0\\020\\0data\\0\\360\\377\\177'"

    static let list = """
        Pty Language       Age/Gender VoiceName          File                 Other Languages
         2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
        """

    init(_ script: String, voices: String = list) throws {
        var template = Array("/tmp/syrinx-fake-XXXXXX".utf8CString)
        folder = template.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, mkdtemp(base) != nil else { return "" }
            return String(cString: base)
        }
        let text = """
            #!/bin/sh
            if [ "$1" = --voices ]; then cat <<'LIST'
            \(voices)
            LIST
            exit 0; fi
            echo $$ > '\(folder)/runs.new'; mv '\(folder)/runs.new' '\(folder)/runs'
            \(script)
            """
        // Another process writes the program: while this one has it open for writing, a
        // process that another thread starts may hold it too for a moment, and what is
        // open for writing can't be run ("Text file busy").
        let quoted = path.replacing("'", with: "'\\''")
        let writer = try #require(popen("cat >'\(quoted)' && chmod 755 '\(quoted)'", "we"))
        fputs(text, writer)
        try #require(pclose(writer) == 0)
    }

    deinit {
        remove()
        unlink(folder + "/runs")
        rmdir(folder)
    }

    func program() throws -> EspeakProgram { try EspeakProgram(named: path, path: "") }

    func family() throws -> EspeakFamily { try EspeakFamily(program: program()) }

    func remove() { unlink(path) }

    /// Whether it has been run to speak.
    var hasRun: Bool { access(folder + "/runs", F_OK) == 0 }

    /// Whether the process that spoke still runs, or has ended and not been waited for.
    var isThere: Bool {
        guard let file = fopen(folder + "/runs", "re") else { return false }
        defer { fclose(file) }
        var digits: [UInt8] = []
        while case let byte = fgetc(file), (0x30...0x39).contains(byte) {
            digits.append(UInt8(byte))
        }
        guard let pid = Int32(String(decoding: digits, as: UTF8.self)) else { return false }
        return kill(pid, 0) == 0
    }
}
