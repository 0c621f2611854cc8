import AudioFile
import AudioSignal
import Glibc
import SpeechCorpus
import SpeechRecognition
import Testing

/// Aligns a set that scripts/peers/alignment/sets.py made, for scripts/peers/alignment/run.
///
/// `SYRINX_ALIGNMENT_SET` names the set, `SYRINX_ALIGNMENT_RESULT` the file to write, and
/// `SYRINX_ALIGNMENT_HOW` how: `recogniser` (the first stage alone), `flat` (the second alone) or
/// `both`; with `+shuffled` every fifth text is another's, with `+dropped` one word of it is left
/// out.
@Suite(
    .enabled(
        if: getenv("SYRINX_ALIGNMENT_SET") != nil, "no set is given; see scripts/peers/alignment"))
struct AlignmentEvaluation {
    private struct Line {
        let name: String
        let speaker: String
        let path: String
        var words: [AlignmentWord]
        var isWrong = false
    }

    @Test func `the set is aligned`() async throws {
        let how = try Self.variable("SYRINX_ALIGNMENT_HOW").split(separator: "+").map(String.init)
        var lines = try Self.set(Self.variable("SYRINX_ALIGNMENT_SET"))
        Self.spoil(&lines, how)
        let paths = lines.map(\.path)
        let clock = ContinuousClock()
        let start = clock.now
        var output = ""
        if how[0] == "recogniser" {
            for first in stride(from: 0, to: lines.count, by: 20) {
                let those = lines[first..<min(first + 20, lines.count)]
                let utterances = try those.map {
                    PocketSphinxPhones.Utterance(
                        audio: try Self.audio($0.path),
                        grammar: PhoneGrammar($0.words.map(\.pronunciations)))
                }
                let times = try await PocketSphinxPhones().times(of: utterances)
                for ((line, utterance), times) in zip(zip(those, utterances), times) {
                    output += Self.line(line, times, utterance.audio.samples.count)
                }
            }
        } else {
            var settings = AlignmentSettings()
            if how.contains("everything") {
                (settings.leastScore, settings.leastStretchScore) = (-1000, -1000)
            }
            let alignment = try CorpusAlignment(
                settings, recognizer: how[0] == "both" ? PocketSphinxPhones() : nil)
            let results = try await alignment.align(
                lines.map { AlignmentUtterance(name: $0.name, words: $0.words) },
                audio: { try Self.audio(paths[$0]) })
            for (line, result) in zip(lines, results) { output += Self.line(line, result) }
        }
        print("aligned in \(clock.now - start)")
        let file = try #require(fopen(Self.variable("SYRINX_ALIGNMENT_RESULT"), "w"))
        fputs(output, file)
        #expect(fclose(file) == 0)
    }

    private static func line(_ line: Line, _ times: PhoneTimes?, _ samples: Int) -> String {
        let head = "\(line.name)\t\(line.isWrong ? "wrong" : "right")"
        guard let sounds = times?.sounds else { return head + "\trejected\tnot all heard\n" }
        let ends = sounds.dropFirst().map(\.start) + [samples]
        return head + "\t0\t0\t"
            + zip(sounds, ends).map { "\(Double($1) / 16_000):\($0.phone ?? ""):0" }
            .joined(separator: " ") + "\n"
    }

    private static func line(
        _ line: Line, _ result: Result<PhoneAlignment, AlignmentRejection>
    ) -> String {
        let head = "\(line.name)\t\(line.isWrong ? "wrong" : "right")"
        switch result {
        case .failure(let rejection):
            return head + "\trejected\t\(rejection.reason.rawValue): \(rejection.detail)\n"
        case .success(let alignment):
            return head + "\t\(alignment.score)\t\(alignment.stretchScore)\t"
                + alignment.segments.map {
                    "\(Double($0.end) / 16_000):\($0.phone ?? ""):\($0.score)"
                }.joined(separator: " ") + "\n"
        }
    }

    private static func spoil(_ lines: inout [Line], _ how: [String]) {
        let right = lines.map(\.words)
        for index in stride(from: 0, to: lines.count, by: 5) {
            if how.contains("shuffled") {
                // The same speaker's text of the nearest length: the hardest to tell.
                let others = lines.indices.filter {
                    right[$0] != right[index] && lines[$0].speaker == lines[index].speaker
                }
                let count = right[index].count
                guard
                    let other = others.min(by: {
                        abs(right[$0].count - count) < abs(right[$1].count - count)
                    })
                else { continue }
                lines[index].words = right[other]
                lines[index].isWrong = true
            } else if how.contains("dropped"), right[index].count > 4 {
                lines[index].words.remove(at: right[index].count / 2)
                lines[index].isWrong = true
            }
        }
    }

    private static func set(_ path: String) throws -> [Line] {
        let file = try #require(fopen(path, "r"))
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        fclose(file)
        return try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
            let fields = line.split(separator: "\t").map(String.init)
            try #require(fields.count >= 4)
            let words = fields[3].split(separator: ";").map { word in
                let parts = word.split(separator: "=")
                return AlignmentWord(
                    String(parts[0]),
                    pronunciations: parts[1].split(separator: "/").map {
                        $0.split(separator: " ").map(String.init)
                    })
            }
            return Line(name: fields[0], speaker: fields[1], path: fields[2], words: words)
        }
    }

    private static func audio(_ path: String) throws -> AudioBuffer {
        let reader = try AudioReader(path: path)
        var audio = AudioBuffer(rate: AlignmentSettings.rate)
        let resampler = Resampler(from: reader.rate, to: audio.rate)
        while let block = try reader.read() { audio.samples += resampler.process(block.samples) }
        audio.samples += resampler.finish()
        return audio
    }

    private static func variable(_ name: String) throws -> String {
        String(cString: try #require(getenv(name), "\(name) is not set"))
    }
}
