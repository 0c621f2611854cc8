import GRDB
import Glibc
import TensorRuntime
import Testing

@testable import VoiceLibrary

/// What processes leave that are killed, and what others do to the files.
@Suite struct `What is kept` {
    private let shelf = Shelf()

    @Test func `a file that is missing or changed is told, and mended by adding again`()
        async throws
    {
        let library = try shelf.library()
        let profile = try await library.add(Shelf.voice("mara"))
        let others = try Shelf.features(2).safetensors()
        let breakages: [(String) -> Void] = [
            { unlink($0) }, { Shelf.write([], to: $0) }, { Shelf.write(others, to: $0) },
            { truncate($0, 100) },
        ]
        for breakage in breakages {
            breakage(shelf.data + "/profiles/" + (try #require(shelf.files.first)))
            let error = await refusal { () throws(VoiceLibraryError) in
                try await library.features(of: profile, for: Shelf.model)
            }
            guard case .featuresLost("mara", _, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            // Everything else of it is there.
            #expect(try await library.profile("mara") == profile)
            #expect(try await library.add(Shelf.voice("mara")) == profile)
            #expect(try await library.features(of: profile, for: Shelf.model).count == 2)
            _ = try shelf.library()
            #expect(shelf.files.count == 1)
        }
    }

    @Test func `files without a row are swept at opening, nobody else's`() async throws {
        _ = try await shelf.library().add(Shelf.voice("mara"))
        let folder = shelf.data + "/profiles/"
        let stray = LibraryFolder.newName(for: VoiceProfile.ID())
        for name in [stray, ".syrinx-1-2.part", "notes.txt", "mine.safetensors"] {
            Shelf.write([1], to: folder + name)
        }
        let library = try shelf.library()
        #expect(shelf.files.count == 3)
        #expect(Set(shelf.files).isSuperset(of: ["notes.txt", "mine.safetensors"]))
        let profile = try await library.profile("mara")
        #expect(try await library.features(of: profile, for: Shelf.model).count == 2)
    }

    @Test func `two processes add the same profile, and others`() async throws {
        let path = shelf.data
        async let first: Void = Self.add(to: path)
        async let second: Void = Self.add(to: path)
        async let third: Void = Self.add(to: path)
        _ = await (first, second, third)
        let library = try shelf.library()
        let profiles = try await library.profiles()
        #expect(profiles.count == 1 + 3 * 4)
        #expect(shelf.files.count == profiles.count)
        for profile in profiles {
            #expect(try await library.features(of: profile, for: Shelf.model).count == 2)
        }
    }

    /// Adds profiles in a process of its own: one as everybody, others of its own.
    private static func add(to path: String) async {
        await #expect(processExitsWith: .success) { [path = path as String] in
            for index in 0..<4 {
                let library = try VoiceLibrary(folder: path)
                _ = try await library.add(Shelf.voice("shared"))
                _ = try await library.add(Shelf.voice("own-\(getpid())-\(index)"))
            }
        }
    }

    @Test func `a killed process loses nothing that it reported`() async throws {
        let path = shelf.path
        for round in 0..<3 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, round = round as Int] in
                let library = try VoiceLibrary(folder: path + "/data")
                let done = open(path + "/done", O_WRONLY | O_APPEND | O_CREAT, 0o600)
                let delay = UInt32.random(in: 20_000...200_000)
                Task.detached {
                    usleep(delay)
                    kill(getpid(), SIGKILL)
                }
                for index in 0... {
                    let name = "voice-\(round)-\(index)"
                    _ = try await library.add(Shelf.voice(name))
                    if index % 3 == 2 {
                        try await library.delete(name)
                    } else {
                        let line = Array((name + "\n").utf8)
                        write(done, line, line.count)
                    }
                }
            }
        }
        let library = try shelf.library()
        let profiles = try await library.profiles()
        #expect(shelf.files.count == profiles.count)
        for profile in profiles {
            #expect(try await library.features(of: profile, for: Shelf.model).count == 2)
        }
        let names = Set(profiles.map(\.name.text))
        let reported = Shelf.lines(shelf.path + "/done")
        #expect(!reported.isEmpty)
        #expect(Set(reported).isSubset(of: names))
    }

    @Test func `where nothing more can be written, nothing is half there`() async throws {
        let library = try shelf.library()
        let kept = try await library.add(Shelf.voice("kept"))
        let path = shelf.data
        await #expect(processExitsWith: .success) { [path = path as String] in
            // A disk that is full for files of more than 16 KB.
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 1 << 14, rlim_max: 1 << 14)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let large = WeightStore(["speaker": Tensor(zeros: TensorType(.float32, [8192]))])
            let library = try VoiceLibrary(folder: path)
            let voice = try Shelf.voice("large", features: large)
            let error = await refusal { () throws(VoiceLibraryError) in
                try await library.add(voice)
            }
            guard case .notWritable = error else {
                throw error ?? .unknown(name: "no error", near: [])
            }
        }
        let profiles = try await shelf.library().profiles()
        #expect(profiles == [kept])
        #expect(shelf.files.count == 1)
    }

    @Test func `a disk that is full is told as that`() {
        let error = VoiceLibraryError(
            writing: "/data/a",
            WeightError(file: "", .notWritable(reason: String(cString: strerror(ENOSPC)))))
        #expect(error == .diskFull(path: "/data/a"))
    }

    @Test func `databases that are damaged or newer are refused`() async throws {
        do {
            let library = try shelf.library()
            _ = try await library.add(Shelf.voice("mara"))
            try await library.pool.write { database in
                try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('2 later')")
            }
            try library.pool.close()
        }
        #expect(throws: VoiceLibraryError.newer(path: shelf.data + "/profiles.sqlite")) {
            try shelf.library()
        }
        for name in Shelf.names(in: shelf.data) where name.hasPrefix("profiles.sqlite") {
            unlink(shelf.data + "/" + name)
        }
        Shelf.write([UInt8](repeating: 7, count: 5000), to: shelf.data + "/profiles.sqlite")
        #expect {
            try shelf.library()
        } throws: { error in
            guard case .damaged? = error as? VoiceLibraryError else { return false }
            return true
        }
        // Nor was anything swept.
        #expect(shelf.files.count == 1)
    }

    @Test func `rows that somebody changed lead nowhere`() async throws {
        let library = try shelf.library()
        let profile = try await library.add(Shelf.voice("mara"))
        for file in ["../../../etc/passwd", "/etc/passwd", "a.safetensors"] {
            try await library.pool.write { database in
                try database.execute(sql: "UPDATE profile SET file = ?", arguments: [file])
            }
            let error = await refusal { () throws(VoiceLibraryError) in
                try await library.features(of: profile, for: Shelf.model)
            }
            guard case .damaged = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test func `folders that can't be used are told`() {
        Shelf.write([], to: shelf.path + "/file")
        for path in ["", "/proc/nothing", shelf.path + "/file", shelf.path + "/file/below"] {
            #expect {
                try VoiceLibrary(folder: path)
            } throws: { error in
                guard case .folder? = error as? VoiceLibraryError else { return false }
                return true
            }
        }
    }
}
