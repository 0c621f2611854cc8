import Glibc
import SpeechCorpus
import Testing

@Suite struct RejectionTests {
    @Test func `each recording that is left out has its reason`() throws {
        let place = TemporaryFolder()
        let folder = place.folder("in")
        try place.record("in/good.wav", murmur(1))
        try place.record("in/short.wav", murmur(0.3))
        try place.record("in/short-word.wav", pause(2) + murmur(0.2) + pause(2))
        try place.record("in/long.wav", murmur(4))
        try place.record("in/much-too-long.wav", pause(40))
        try place.record("in/silent.wav", pause(1))
        try place.record("in/faint.wav", murmur(1, peak: 0.0005))
        // Cut off, then brought down.
        try place.record("in/clipped.wav", murmur(1, peak: 1.5).map { max(-0.5, min(0.5, $0)) })
        place.write("in/words.txt", Array("nothing to hear".utf8))
        place.write("in/empty.wav", [])
        place.write("in/header.wav", Array("RIFF\u{24}\0\0\0WAVEfmt ".utf8))
        let report = try prepare(folder, to: place.path + "/clips.safetensors") {
            $0.lengths = .milliseconds(500)...(.seconds(3))
        }
        #expect(report.clips == 1)
        let reasons = Dictionary(
            uniqueKeysWithValues: report.rejected.map { ($0.name, $0.rejection.reason) })
        #expect(
            reasons == [
                "in/short.wav": .tooShort, "in/short-word.wav": .tooShort, "in/long.wav": .tooLong,
                "in/much-too-long.wav": .tooLong, "in/silent.wav": .silent,
                "in/faint.wav": .silent, "in/clipped.wav": .clipped, "in/words.txt": .noRecording,
                "in/empty.wav": .noRecording, "in/header.wav": .broken,
            ])
        #expect(report.reasons.first { $0.reason == .tooShort }?.count == 2)
        #expect(report.reasons.reduce(0) { $0 + $1.count } == report.rejected.count)
    }

    @Test func `no package where nothing could be kept`() throws {
        let place = TemporaryFolder()
        let folder = place.folder("in")
        try place.record("in/silent.wav", pause(1))
        let path = place.path + "/clips.safetensors"
        #expect(throws: CorpusError.nothingKept(reasons: ["1 silent"])) {
            try prepare(folder, to: path)
        }
        #expect(access(path, F_OK) != 0)
    }

    @Test func `settings that can't be are named`() {
        let changes: [(String, (inout CorpusRecipe) -> Void)] = [
            ("level", { $0.level = .nan }), ("fmax", { $0.highestFrequency = 9000 }),
            ("hop", { $0.hop = 1025 }), ("mel-size", { $0.melSize = 1 }),
            ("max-size", { $0.mostBytes = 3 }),
            ("min-s and max-s", { $0.lengths = .zero...(.seconds(1)) }),
        ]
        for (name, change) in changes {
            var recipe = CorpusRecipe()
            change(&recipe)
            do {
                _ = try CorpusPreparation(recipe)
                Issue.record("\(name) was accepted")
            } catch {
                guard case .setting(name, _, _) = error else {
                    Issue.record("\(error)")
                    return
                }
            }
        }
    }
}
