import Glibc
import Testing

/// What goes wrong must say what and where, in one line, with the status that
/// scripts rely on.
@Suite struct BadInputTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let arguments: [String]
        var input: [UInt8] = []
        let status: Int32
        var words: [String] = []
        var testDescription: String { name }
    }

    private static func typed(_ text: String) -> [UInt8] { Array(text.utf8) }
    private static let toPipe = ["say", "-o", "-", "--format", "pcm"]
    private static let bomb = """
        <?xml version="1.0"?><!DOCTYPE speak [<!ENTITY a "ha">\
        <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><speak>&b;</speak>
        """

    static let refused: [Row] = [
        Row(name: "empty text", arguments: toPipe + [""], status: 3, words: ["empty"]),
        Row(
            name: "white text", arguments: toPipe, input: typed(" \n\t \r\n"), status: 3,
            words: ["empty"]),
        Row(name: "only emoji", arguments: toPipe + ["😀🎉"], status: 3, words: ["no words"]),
        Row(
            name: "only punctuation", arguments: toPipe + ["... !? —"], status: 3,
            words: ["no words"]),
        Row(name: "SSML bomb", arguments: toPipe, input: typed(bomb), status: 3, words: ["SSML"]),
        Row(
            name: "broken SSML", arguments: toPipe + ["--markup", "ssml", "<speak><p>"], status: 3,
            words: ["SSML"]),
        Row(
            name: "deep SSML", arguments: toPipe,
            input: typed("<speak>" + String(repeating: "<p>", count: 100_000)), status: 3,
            words: ["SSML"]),
        Row(
            name: "larger than the limit", arguments: ["say", "-", "-o", "/tmp/never.wav"],
            input: [UInt8](repeating: 0x61, count: 100_000_000), status: 3,
            words: ["standard input", "maximum_text"]),
        Row(
            name: "no such file", arguments: toPipe + ["-f", "/nowhere/a.txt"], status: 3,
            words: ["/nowhere/a.txt", "no such file"]),
        Row(
            name: "folder for output", arguments: ["say", "hi", "-o", "/tmp"], status: 2,
            words: ["/tmp", "folder"]),
        Row(
            name: "missing folder", arguments: ["say", "hi", "-o", "/nowhere/a.wav"], status: 2,
            words: ["/nowhere/a.wav"]),
        Row(
            name: "read-only place", arguments: ["say", "hi", "-o", "/proc/a.wav"], status: 2,
            words: ["/proc/a.wav"]),
        Row(
            name: "full disk", arguments: ["say", "hi", "-o", "/dev/full"], status: 1,
            words: ["no space left", "/dev/full"]),
        Row(
            name: "unknown ending", arguments: ["say", "hi", "-o", "/tmp/a.doc"], status: 2,
            words: ["/tmp/a.doc", ".wav"]),
        Row(
            name: "several texts for standard output",
            arguments: ["say", "-f", "/etc/hostname", "/etc/hosts", "-o", "-"], status: 2,
            words: ["--output", "folder"]),
        Row(
            name: "overlong voice",
            arguments: toPipe + ["hi", "--voice", String(repeating: "x", count: 100_000)],
            status: 2, words: ["no voice 'xx", "`syrinx voices`"]),
        Row(
            name: "loudness that can't be", arguments: ["say", "hi", "--lufs", "-61"], status: 2,
            words: ["lufs", "-60 to -5"]),
        Row(
            name: "peak that can't be kept",
            arguments: ["say", "hi", "-o", "/tmp/never.wav", "--lufs", "-18", "--peak", "-25"],
            status: 2, words: ["peak", "-20 to 0"]),
        Row(
            name: "unknown voice", arguments: toPipe + ["hi", "--voice", "stl"], status: 2,
            words: ["stl", "flite/slt"]),
        Row(
            name: "unknown voice in SSML", arguments: toPipe,
            input: typed("<speak><voice name=\"rns\">Hi</voice></speak>"), status: 2,
            words: ["rns", "flite/rms"]),
        Row(
            name: "unknown family", arguments: toPipe + ["hi", "--family", "cosyvoice"],
            status: 2, words: ["cosyvoice", "flite"]),
        Row(
            name: "unknown profile", arguments: toPipe + ["hi", "--profile", "fats"], status: 2,
            words: ["fats", "fast"]),
        Row(
            name: "model without size", arguments: toPipe + ["hi", "--llm", "gpt"], status: 2,
            words: ["gpt", "size"]),
        Row(
            name: "speed 0", arguments: toPipe + ["hi", "--speed", "0"], status: 2,
            words: ["speed", "0.25 to 4"]),
        Row(
            name: "speed below 0", arguments: toPipe + ["hi", "--speed", "-1"], status: 2,
            words: ["speed", "-1"]),
        Row(
            name: "rate 1 Hz", arguments: toPipe + ["hi", "--rate", "1"], status: 2,
            words: ["rate", "4000"]),
        Row(
            name: "language that is none", arguments: toPipe + ["hi", "--language", "english"],
            status: 2, words: ["language", "english"]),
        Row(
            name: "voice of another language",
            arguments: toPipe + ["hi", "--voice", "flite/slt", "--language", "ja"], status: 2,
            words: ["flite/slt", "ja"]),
        Row(
            name: "two texts at once", arguments: toPipe + ["hi", "-f", "a.txt"], status: 2,
            words: ["TEXT", "--file"]),
        Row(
            name: "profile and model",
            arguments: toPipe + ["hi", "--llm", "1b", "--profile", "fast"],
            status: 2, words: ["--profile", "--llm"]),
        Row(name: "unknown option", arguments: ["say", "--bogus"], status: 2, words: ["--bogus"]),
        Row(name: "unknown command", arguments: ["shout"], status: 2, words: ["shout"]),
    ]

    @Test(arguments: refused)
    func `is refused with its remedy`(_ row: Row) throws {
        let run = try CommandRun.syrinx(row.arguments, input: row.input)
        #expect(run.status == row.status, "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("syrinx: "))
        for word in row.words {
            #expect(run.errors.contains(word), "\(run.errors)")
        }
        // One line, except that the parser adds how the command is used.
        if row.status != 2 || !run.errors.contains("Usage:") {
            #expect(run.errors.filter(\.isNewline).count == 1, "\(run.errors)")
        }
    }

    static let spoken: [Row] = [
        Row(
            name: "invalid UTF-8", arguments: toPipe, input: typed("Hello ") + [0xFF, 0xC3, 0x28],
            status: 0),
        Row(name: "NUL bytes", arguments: toPipe, input: typed("Hello\0there\0"), status: 0),
        Row(name: "named emoji", arguments: toPipe + ["🎉", "--emoji", "named"], status: 0),
        Row(
            name: "controls and joiners",
            arguments: toPipe + ["a\u{200D}b \u{7}\u{1B}[31m \u{FEFF}c"],
            status: 0),
        Row(
            name: "unknown SSML", arguments: toPipe,
            input: typed("<speak><blink>Hi</blink></speak>"),
            status: 0),
    ]

    @Test(arguments: spoken)
    func `is spoken all the same`(_ row: Row) throws {
        let run = try CommandRun.syrinx(row.arguments, input: row.input)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.count > 3_200)
    }

    /// Right-to-left text needs a voice that speaks it: Debian's espeak-ng.
    @Test(
        .enabled(
            if: (try? CommandRun.syrinx(["voices", "--language", "ar"]).status) == 0,
            "espeak-ng is not installed"),
        arguments: ["مرحبا بالعالم", "שלום עולם"])
    func `right-to-left text is spoken`(_ text: String) throws {
        let run = try CommandRun.syrinx(Self.toPipe + [text])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.count > 3_200)
    }

    @Test func `a word of 10,000 letters is planned whole and begins at once`() throws {
        let word = String(repeating: "abcdefghij", count: 1_000)
        let plan = try CommandRun.syrinx(["plan", "--json"], input: Self.typed(word))
        #expect(plan.status == 0)
        #expect(try PlanJSON.source(of: plan.output) == Self.typed(word))
        let run = try CommandRun.syrinx(
            Self.toPipe, input: Self.typed(word), closingAfter: 1_000)
        #expect(run.status == 141)
    }

    @Test func `100 MB of one line on a pipe begin at once`() throws {
        let line = [UInt8](repeating: 0x61, count: 100_000_000)
        let run = try CommandRun.syrinx(Self.toPipe, input: line, closingAfter: 1_000)
        #expect(run.status == 141)
    }

    @Test func `a million combining marks are read through`() throws {
        let text = "a" + String(repeating: "\u{301}", count: 1_000_000) + " word."
        let run = try CommandRun.syrinx(["plan"], input: Self.typed(text))
        #expect(run.status == 0 || run.status == 3, "\(run.errors)")
    }

    @Test func `a closed pipe ends quietly`() throws {
        let text = String(repeating: "This goes on for quite a while. ", count: 200)
        for format in ["wav", "flac", "opus", "mp3", "aac", "pcm"] {
            let run = try CommandRun.syrinx(
                ["say", "-o", "-", "--format", format], input: Self.typed(text), closingAfter: 1_000
            )
            #expect(run.status == 141)
            #expect(run.errors.isEmpty, "\(run.errors)")
        }
    }

    @Test(arguments: ["a.txt", "link.wav"])
    func `a text is not replaced by its own sound`(_ output: String) throws {
        try TemporaryFolder.with { folder in
            try folder.write("Hello.", to: "a.txt")
            symlink("a.txt", folder.path + "/link.wav")
            for source in [["-f", "a.txt"], ["-"]] {
                let run = try CommandRun.syrinx(
                    ["say", "-o", output, "--format", "wav"] + source, in: folder.path,
                    shell: "< a.txt")
                #expect(run.status == 2)
                #expect(run.errors.contains(output))
                #expect(folder.read("a.txt") == Array("Hello.".utf8))
            }
        }
    }

    @Test func `closed standard streams are not mistaken for files`() throws {
        try TemporaryFolder.with { folder in
            for (arguments, shell, status) in [
                (["say", "-", "-o", "a.wav"], "<&-", 3), (["say"], "<&-", 3),
                (["say", "hi", "-o", "-"], ">&-", 1),
                (["say", "hi", "-o", "b.wav", "--peak", "-3"], "<&- >&- 2>&-", 0),
            ] as [([String], String, Int32)] {
                let run = try CommandRun.syrinx(arguments, in: folder.path, shell: shell)
                #expect(run.status == status, "\(shell): \(run.errors)")
            }
            #expect(folder.names == ["b.wav"])
            #expect(folder.read("b.wav").flatMap(WAVFile.init) != nil)
        }
    }

    @Test(arguments: ["-n 8", "-f 4"])
    func `too little of what a process is given is told`(_ limit: String) throws {
        try TemporaryFolder.with { folder in
            let text = String(repeating: "This goes on. ", count: 20)
            let run = try CommandRun.syrinx(
                ["say", text, "-o", "a.wav"], in: folder.path, limit: limit)
            #expect(run.status == 1)
            #expect(run.errors.contains("limit"))
            #expect(run.errors.filter(\.isNewline).count == 1, "\(run.errors)")
            #expect(folder.names.isEmpty)
        }
    }

    @Test(arguments: [16, 20, 256])
    func `a server that could take no connection doesn't start`(_ files: Int) throws {
        try TemporaryFolder.with { folder in
            let run = try CommandRun.syrinx(
                ["serve", "--port", "0", "--data", folder.path + "/jobs"], limit: "-n \(files)")
            #expect(run.status > 0 && run.status < 128)
            #expect(run.errors.contains("only \(files) files may be open"), "\(run.errors)")
            #expect(run.errors.contains("ulimit -n"))
            #expect(folder.names.isEmpty)
        }
    }

    @Test(
        .enabled(if: access("/usr/bin/espeak-ng", X_OK) == 0, "espeak-ng is not installed"),
        arguments: 17...23)
    func `a program that can't be given files fails by itself`(_ files: Int) throws {
        try TemporaryFolder.with { folder in
            // Files that are open already leave fewer than the process was promised.
            let run = try CommandRun.syrinx(
                ["say", "Hello.", "--voice", "espeak/en-us", "-o", "a.wav"], in: folder.path,
                shell: "3</dev/null 4</dev/null 5</dev/null 6</dev/null", limit: "-n \(files)")
            #expect(run.status < 128, "\(run.errors)")
            #expect((run.status == 0) == (folder.names == ["a.wav"]), "\(run.errors)")
        }
    }

    @Test func `names that are not UTF-8 are refused rather than repaired`() throws {
        try TemporaryFolder.with { folder in
            let argument = try CommandRun.syrinx(
                ["say", "hi", "-o"], in: folder.path, shell: "\"$(printf 'o\\377.wav')\"")
            #expect(argument.status == 2)
            #expect(argument.errors.contains("argument 4 is not UTF-8"))
            #expect(folder.names.isEmpty)
            let name = folder.path.utf8CString.dropLast() + [0x2F, -1] + ".txt".utf8CString
            close(creat(Array(name), 0o600))
            let text = try CommandRun.syrinx(["say", "-f", "."], in: folder.path)
            #expect(text.status == 3)
            #expect(text.errors.contains("not UTF-8"))
        }
    }

    @Test func `what can't be done to a stream's level is told`() throws {
        let run = try CommandRun.syrinx(Self.toPipe + ["Hello.", "--peak", "-3"])
        #expect(run.status == 0)
        #expect(run.errors.hasPrefix("syrinx: peak has no effect"))
        #expect(run.errors.filter(\.isNewline).count == 1)
        let quiet = try CommandRun.syrinx(Self.toPipe + ["Hello.", "--peak", "-3", "--quiet"])
        #expect(quiet.errors.isEmpty)
        let json = try CommandRun.syrinx(Self.toPipe + ["Hello.", "--peak", "-3", "--json"])
        #expect(json.errors.contains(#""notes":["peak has no effect"#))
    }

    @Test func `nothing is left behind by a failure`() throws {
        try TemporaryFolder.with { folder in
            let run = try CommandRun.syrinx(
                ["say", "<speak><voice name='nobody'>Hi</voice></speak>", "-o", "out.wav"],
                in: folder.path)
            #expect(run.status == 2)
            #expect(folder.names.isEmpty)
        }
    }
}
