import Glibc
import SpeechCorpus
import Testing

@Suite struct SearchTests {
    @Test func `circles of links, pipes and odd names neither hang nor count twice`() throws {
        let place = TemporaryFolder()
        let folder = place.folder("in")
        _ = place.folder("in/deep")
        try place.record("in/deep/a.wav", murmur(1))
        symlink("..", folder + "/deep/up")
        symlink(folder, folder + "/again")
        symlink("nowhere", folder + "/broken")
        symlink("deep/a.wav", folder + "/twice.wav")
        mkfifo(folder + "/pipe.wav", 0o600)
        try place.record("in/.hidden.wav", murmur(1))
        let odd: [CChar] = Array((folder + "/x.wav").utf8CString)
        var name = odd
        name[name.count - 6] = CChar(bitPattern: 0xFF)
        fclose(fopen(name, "w"))
        try place.record("in/new\nline.wav", murmur(1, peak: 0.2))
        let report = try prepare(folder, to: place.path + "/clips.safetensors")
        #expect(report.clips == 2)
        let rejected = Set(report.rejected.map(\.name))
        #expect(rejected == ["in/broken", "in/pipe.wav", "in/\u{FFFD}.wav"])
        #expect(report.rejected.allSatisfy { $0.rejection.reason == .broken })
    }

    @Test func `what was given must be there and hold files`() throws {
        let place = TemporaryFolder()
        let path = place.path + "/clips.safetensors"
        #expect(throws: CorpusError.nothingFound(inputs: [place.path])) {
            try prepare(place.path, to: path)
        }
        #expect(throws: CorpusError.input(path: "/nowhere", reason: "No such file or directory")) {
            try prepare("/nowhere", to: path)
        }
        try place.record("a.wav", murmur(1))
        #expect(throws: CorpusError.self) {
            try prepare(place.path, to: place.path + "/missing/clips.safetensors")
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func `files and folders that may not be read are told`() throws {
        let place = TemporaryFolder()
        let folder = place.folder("in")
        try place.record("in/a.wav", murmur(1))
        try place.record("in/b.wav", murmur(1))
        chmod(folder + "/b.wav", 0)
        chmod(place.folder("in/closed"), 0)
        let report = try prepare(folder, to: place.path + "/clips.safetensors")
        #expect(report.clips == 1)
        #expect(Set(report.rejected.map(\.name)) == ["in/b.wav", "in/closed"])
    }
}
