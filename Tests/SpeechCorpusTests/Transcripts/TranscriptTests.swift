import Glibc
import SpeechCorpus
import Testing

@Suite struct TranscriptTests {
    @Test func `each corpus' own way is read`() throws {
        let place = TemporaryFolder()
        for folder in ["in/", "in/19", "in/19/198", "in/lj", "in/lj/wavs", "in/ja", "in/cv"] {
            _ = place.folder(folder)
        }
        for name in [
            "19/198/19-198-0001.flac", "lj/wavs/LJ001-0001.wav", "ja/a.opus", "cv/x.mp3",
            "ja/beside.wav", "ja/untold.wav",
        ] { place.write("in/" + name, [1]) }
        place.write("in/19/198/19-198.trans.txt", Array("19-198-0001 NORTHANGER ABBEY\n".utf8))
        place.write(
            "in/lj/metadata.csv", Array("LJ001-0001|In 1455|in fourteen fifty-five\r\n".utf8))
        place.write("in/ja/transcripts.tsv", Array("\u{FEFF}a\tすると、　突然\n".utf8))
        place.write(
            "in/cv/validated.tsv",
            Array("client_id\tpath\tsentence\nanna\tx.mp3\tHello  there\n".utf8))
        place.write("in/ja/beside.lab", Array("two\nlines\n".utf8))
        place.write("in/LICENSE.txt", Array("Do what you like.".utf8))
        let corpus = try CorpusTranscripts([place.path + "/in"])
        #expect(corpus.findings.isEmpty)
        #expect(corpus.untold == ["in/ja/untold.wav"])
        #expect(
            corpus.texts.map { "\($0.name) \($0.speaker) \($0.source):\($0.line) \($0.text)" } == [
                "in/19/198/19-198-0001.flac 19 in/19/198/19-198.trans.txt:1 NORTHANGER ABBEY",
                "in/cv/x.mp3 anna in/cv/validated.tsv:2 Hello there",
                "in/ja/a.opus ja in/ja/transcripts.tsv:1 すると、 突然",
                "in/ja/beside.wav ja in/ja/beside.lab:1 two lines",
                "in/lj/wavs/LJ001-0001.wav lj in/lj/metadata.csv:1 in fourteen fifty-five",
            ])
    }

    @Test func `the speaker is whom the rule says`() throws {
        let place = TemporaryFolder()
        _ = place.folder("wavs")
        place.write("wavs/19-198-0001.wav", [1])
        place.write("wavs/19-198-0001.txt", Array("hello".utf8))
        let folder = place.path.split(separator: "/").last.map(String.init)
        for (rule, speaker) in [
            (SpeakerRule.told, "19"), (.named("Anna"), "Anna"), (.folder, folder ?? ""),
        ] {
            let corpus = try CorpusTranscripts([place.path], speaker: rule)
            #expect(corpus.texts.map(\.speaker) == [speaker])
        }
    }

    @Test func `hostile files are named and harm nothing`() throws {
        let place = TemporaryFolder()
        _ = place.folder("in/")
        for name in ["a.wav", "b.wav", "c.wav", "d.wav", "e.wav"] { place.write("in/" + name, [1]) }
        var bytes = Array("a good\nb ".utf8) + [0xFF, 0xFE, 0x0A]
        bytes += Array("c ".utf8) + [UInt8](repeating: 0x61, count: 1 << 20) + [0x0A]
        bytes += Array("a other\na good\nnobody here\nnothing\n\n../../etc/passwd x\n".utf8)
        bytes += Array("d\u{1B}[2J x\n/etc/passwd x\n.. x\nd last".utf8)
        place.write("in/x.trans.txt", bytes)
        place.write("in/e.lab", Array("0 10000 sil\n10000 20000 a\n".utf8))
        place.write("in/b.txt", [0xC0])
        place.write("in/c.txt", [UInt8](repeating: 0x61, count: 1 << 17))
        place.write("in/d.txt", Array("  \n".utf8))
        mkfifo(place.path + "/in/pipe.trans.txt", 0o600)
        let corpus = try CorpusTranscripts([place.path + "/in"])
        #expect(corpus.texts.map(\.text) == ["good", "last"])
        #expect(corpus.untold == ["in/b.wav", "in/c.wav", "in/e.wav"])
        #expect(
            corpus.findings.map { "\($0.kind.rawValue) \($0.source):\($0.line)" } == [
                "unreadable in/pipe.trans.txt:0", "not-utf-8 in/x.trans.txt:2",
                "too-long in/x.trans.txt:3", "duplicate in/x.trans.txt:4",
                "no-recording in/x.trans.txt:6", "no-text in/x.trans.txt:7",
                "bad-name in/x.trans.txt:9", "bad-name in/x.trans.txt:10",
                "bad-name in/x.trans.txt:11", "bad-name in/x.trans.txt:12", "not-utf-8 in/b.txt:1",
                "too-long in/c.txt:1", "no-text in/d.txt:0", "no-sentence in/e.lab:1",
            ])
        #expect(corpus.findings.allSatisfy { !$0.detail.contains("\u{1B}") })
    }

    @Test func `endless findings are counted`() throws {
        let place = TemporaryFolder()
        place.write("a.wav", [1])
        place.write("x.trans.txt", Array((0..<5000).map { "n\($0) x\n" }.joined().utf8))
        let corpus = try CorpusTranscripts([place.path])
        #expect(corpus.findings.count == CorpusTranscripts.mostFindings)
        #expect(corpus.furtherFindings == 5000 - CorpusTranscripts.mostFindings)
    }

    @Test func `what isn't there is told`() {
        #expect(throws: CorpusError.input(path: "/nowhere", reason: "No such file or directory")) {
            try CorpusTranscripts(["/nowhere"])
        }
    }
}
