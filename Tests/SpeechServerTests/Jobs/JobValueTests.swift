import Testing

@testable import SpeechServer

@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", 0..<1), ("bytes=0-", 0..<100), ("bytes=10-19", 10..<20),
        ("bytes=-1", 99..<100), ("bytes=-1000", 0..<100), ("bytes=99-", 99..<100),
        ("bytes=50-999999999999999999999999", 50..<100), (" Bytes = 5 - 6 ", 5..<7),
        ("bytes=-99999999999999999999999", 0..<100),
    ])
    func `a part is asked for`(field: String, part: Range<Int>) {
        #expect(ByteRange(field, of: 100) == .part(part))
    }

    @Test(arguments: [
        nil, "", "bytes", "bytes=", "bytes=-", "bytes=5", "bytes=6-5", "bytes=a-b", "bytes=0x1-2",
        "bytes=0-1,3-4", "lines=1-2", "bytes=--1", "bytes=+1-2", "=", "bytes=1-2-3", "bytes=٣-٤",
    ])
    func `what can be passed over is`(field: String?) {
        #expect(ByteRange(field, of: 100) == .whole)
    }

    @Test(arguments: ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"])
    func `what isn't there can't be had`(field: String) {
        #expect(ByteRange(field, of: 100) == .unsatisfiable)
        #expect(ByteRange("bytes=0-", of: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-5", of: 0) == .unsatisfiable)
    }
}

@Suite struct FileNameTests {
    @Test(arguments: [
        ("My book", "My book"), ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"),
        ("../../etc/passwd", "-..-etc-passwd"), (" .hidden. ", "hidden"),
        ("line\r\nSet-Cookie: x", "lineSet-Cookie- x"), ("\u{202E}gpj.exe", "gpj.exe"),
        ("燕", "燕"),
    ])
    func `a title becomes a name of a file`(title: String, name: String) {
        #expect(FileName.safe(title) == name)
    }

    @Test func `of some titles nothing is left`() {
        for title in [nil, "", "...", "///", "\0\n", " "] { #expect(FileName.safe(title) == nil) }
        let long = FileName.safe(String(repeating: "燕", count: 1000)) ?? ""
        #expect((100...130).contains(long.utf8.count))
    }

    @Test func `those who read nothing but ASCII get a name too`() {
        #expect(
            FileName.disposition(title: nil, id: "job_1", extension: "mp3")
                == "attachment; filename=\"job_1.mp3\"")
        #expect(
            FileName.disposition(title: "É 1", id: "job_1", extension: "wav")
                == "attachment; filename=\"_ 1.wav\"; filename*=UTF-8''%C3%89%201.wav")
    }
}
