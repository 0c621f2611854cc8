import Glibc
import TensorRuntime
import Testing

@testable import VoiceLibrary

@Suite struct `Files of profiles` {
    private let shelf = Shelf()
    private let other = Shelf()

    /// A profile's file as it is exported.
    private func file() async throws -> [UInt8] {
        let library = try shelf.library()
        _ = try await library.add(Shelf.voice("mara"))
        return try await library.exported("mara")
    }

    /// The file with something changed in its metadata or tensors.
    private func changed(
        _ file: [UInt8], _ change: (inout WeightStore) -> Void
    ) throws -> [UInt8] {
        var weights = try WeightStore(safetensors: file, named: "test")
        change(&weights)
        return try weights.safetensors()
    }

    @Test func `a profile goes from one machine to another`() async throws {
        let file = try await file()
        let profile = try await shelf.library().profile("mara")
        let library = try other.library()
        #expect(try await library.importProfile(file, from: "upload") == profile)
        #expect(try await library.profiles() == [profile])
        #expect(
            try await library.features(of: profile, for: Shelf.model)["speaker"]
                == Shelf.features()["speaker"])
        // What comes again is there already, under whatever name it has by now.
        let renamed = try await library.rename("mara", to: ProfileName("mary"))
        #expect(try await library.importProfile(file, from: "upload") == renamed)
        #expect(other.files.count == 1)
    }

    @Test func `files are written and read as bytes are`() async throws {
        let file = try await file()
        let path = shelf.path + "/mara.safetensors"
        try await shelf.library().export("mara", to: path)
        #expect(try WeightStore(at: path).safetensors() == file)
        let library = try other.library()
        let imported = try await library.importProfile(at: path, as: ProfileName("ann"))
        #expect(imported.name.text == "ann")
        #expect(imported.id == (try await shelf.library().profile("mara").id))
        let nowhere = await refusal { () throws(VoiceLibraryError) in
            try await library.export("ann", to: "/nowhere/a.safetensors")
        }
        guard case .notWritable = nowhere else {
            Issue.record("\(String(describing: nowhere))")
            return
        }
    }

    @Test func `the library's own files can be imported where the database is lost`() async throws {
        _ = try await file()
        let kept = try #require(shelf.files.first)
        let imported = try await other.library().importProfile(
            at: shelf.data + "/profiles/" + kept)
        #expect(imported == (try await shelf.library().profile("mara")))
    }

    @Test func `a name that is taken needs another`() async throws {
        let file = try await file()
        let library = try other.library()
        _ = try await library.add(Shelf.voice("mara", clip: "somebody else"))
        #expect(
            await refusal { () throws(VoiceLibraryError) in
                try await library.importProfile(file, from: "upload")
            } == .nameTaken(name: "mara"))
        let name = try ProfileName("mara-2")
        #expect(try await library.importProfile(file, from: "upload", as: name).name == name)
    }

    @Test func `an ID can't be taken over`() async throws {
        let file = try await file()
        let forged = try changed(file) {
            $0.metadata["clip_sha256"] = ContentHash(of: []).hexadecimal
        }
        let library = try shelf.library()
        let profile = try await library.profile("mara")
        #expect(
            await refusal { () throws(VoiceLibraryError) in
                try await library.importProfile(forged, from: "upload")
            } == .idTaken(id: profile.id.text, name: "mara"))
        #expect(try await library.profiles() == [profile])
    }

    @Test(arguments: [
        ("format", "a-model"), ("version", "0"), ("version", "one"), ("id", "../../etc/passwd"),
        ("name", "../mara"), ("name", "a/b"), ("name", ""), ("display_name", "a\u{1B}[2Jb"),
        ("display_name", "\u{202E}evil"), ("created", "nan"), ("created", "-1"),
        ("created", "1e300"), ("clip_sha256", "0"), ("model_sha256", "../../model"),
        ("consent", "yes"), ("quality", "{}"), ("quality", "{\"rate\":16000,"),
        ("features_sha256", "00"), ("features_sha256", ContentHash(of: []).hexadecimal),
        ("name", String(repeating: "a", count: 1 << 16)),
    ])
    func `fields that are wrong are named`(_ field: String, _ value: String) async throws {
        let file = try changed(try await file()) { $0.metadata[field] = value }
        let library = try other.library()
        let error = await refusal { () throws(VoiceLibraryError) in
            try await library.importProfile(file, from: "upload")
        }
        guard case .notAProfile("upload", let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains(field))
        #expect(reason.utf8.count < 500)
        let missing = try changed(file) { $0.metadata[field] = nil }
        let without = await refusal { () throws(VoiceLibraryError) in
            try await library.importProfile(missing, from: "upload")
        }
        #expect(without?.description.contains("no '\(field)'") == true)
        #expect(other.files.isEmpty)
    }

    @Test func `a newer format is told`() async throws {
        let file = try changed(try await file()) { $0.metadata["version"] = "2" }
        let library = try other.library()
        #expect(
            await refusal { () throws(VoiceLibraryError) in
                try await library.importProfile(file, from: "upload")
            } == .newerFile(source: "upload", version: "2"))
    }

    @Test func `tensors that are no numbers, too large or badly named are refused`() async throws {
        let file = try await file()
        let tensors: [(String, Tensor)] = [
            ("speaker", Tensor([Float.nan], shape: [1])),
            ("speaker", Tensor([-Float.infinity], shape: [1])),
            ("../speaker", Tensor([Float(1)], shape: [1])),
            ("a\nb", Tensor([Float(1)], shape: [1])),
            ("large", Tensor(zeros: TensorType(.uint8, [18 << 20]))),
        ]
        let library = try other.library()
        for (name, tensor) in tensors {
            let hostile = try changed(file) {
                $0[name] = tensor
                $0.metadata["features_sha256"] = ContentHash(of: $0).hexadecimal
            }
            let error = await refusal { () throws(VoiceLibraryError) in
                try await library.importProfile(hostile, from: "upload")
            }
            guard case .notAProfile = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
        }
        #expect(other.files.isEmpty)
    }

    @Test func `what is cut off anywhere is refused`() async throws {
        let file = try await file()
        let library = try other.library()
        for count in stride(from: 0, to: file.count, by: 13) {
            let error = await refusal { () throws(VoiceLibraryError) in
                try await library.importProfile(Array(file.prefix(count)), from: "upload")
            }
            guard case .notAProfile = error else {
                Issue.record("\(count) bytes: \(String(describing: error))")
                return
            }
        }
        #expect(try await library.profiles().isEmpty)
    }

    @Test func `no flipped bit goes unnoticed in the tensors`() async throws {
        let file = try await file()
        let library = try other.library()
        let tensors = 66 * 4
        for position in stride(from: file.count - tensors, to: file.count, by: 5) {
            var broken = file
            broken[position] ^= 1 << UInt8(position % 8)
            let hostile = broken
            let error = await refusal { () throws(VoiceLibraryError) in
                try await library.importProfile(hostile, from: "upload")
            }
            #expect(error != nil, "\(position)")
        }
        // Elsewhere it is another valid file, or an error; never the end of the process.
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var broken = file
            for _ in 0..<3 {
                broken[Int.random(in: 0..<file.count - tensors, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            if let profile = try? await library.importProfile(broken, from: "upload") {
                try await library.delete(profile.id.text)
            }
        }
    }

    @Test func `other files are no profiles`() async throws {
        let library = try other.library()
        let model = try Shelf.features().safetensors()
        let files: [[UInt8]] = [
            Array("hello".utf8), Array("{\"weight_map\":{\"a\":\"../../etc/passwd\"}}".utf8),
            Array("PK\u{3}\u{4}".utf8), [0x80, 0x02], model,
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F] + Array("{".utf8),
        ]
        for (number, file) in files.enumerated() {
            let path = other.path + "/\(number).safetensors"
            Shelf.write(file, to: path)
            for error in [
                await refusal { () throws(VoiceLibraryError) in
                    try await library.importProfile(at: path)
                },
                await refusal { () throws(VoiceLibraryError) in
                    try await library.importProfile(file, from: path)
                },
            ] {
                guard case .notAProfile(path, _) = error else {
                    Issue.record("\(number): \(String(describing: error))")
                    continue
                }
            }
        }
        let fifo = other.path + "/pipe"
        mkfifo(fifo, 0o600)
        for path in [fifo, other.path, other.path + "/nothing", "", "a\u{0}b", "/dev/zero"] {
            let error = await refusal { () throws(VoiceLibraryError) in
                try await library.importProfile(at: path)
            }
            guard case .notAProfile = error else {
                Issue.record("\(path): \(String(describing: error))")
                continue
            }
        }
    }

    @Test func `a file of gigabytes is not read`() async throws {
        let path = other.path + "/large.safetensors"
        Shelf.write([], to: path)
        #expect(truncate(path, 1 << 34) == 0)
        let library = try other.library()
        let error = await refusal { () throws(VoiceLibraryError) in
            try await library.importProfile(at: path)
        }
        guard case .notAProfile(_, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("limit"))
    }
}
