import TensorRuntime
import Testing

@testable import VoiceLibrary

@Suite struct `A library` {
    private let shelf = Shelf()

    @Test func `what is added is found by name and ID, also later`() async throws {
        let added = try await shelf.library().add(Shelf.voice("mara"))
        let library = try shelf.library()
        #expect(try await library.profile("mara") == added)
        #expect(try await library.profile(added.id.text) == added)
        #expect(try await library.profile(added.id.text.uppercased()) == added)
        #expect(try await library.profiles() == [added])
        #expect(added.displayName.text == "花子 mara")
        #expect(added.quality == Shelf.quality)
        #expect(added.created > 1_700_000_000)
        let features = try await library.features(of: added, for: Shelf.model)
        #expect(features.names == ["pitch", "speaker"])
        #expect(features["speaker"] == Shelf.features()["speaker"])
        #expect(features.metadata.isEmpty)
    }

    @Test func `profiles come by their names`() async throws {
        let library = try shelf.library()
        #expect(try await library.profiles().isEmpty)
        for name in ["zoe", "ann", "mara"] { _ = try await library.add(Shelf.voice(name)) }
        #expect(try await library.profiles().map(\.name.text) == ["ann", "mara", "zoe"])
    }

    @Test func `near names are proposed`() async throws {
        let library = try shelf.library()
        for name in ["mara", "ren"] { _ = try await library.add(Shelf.voice(name)) }
        #expect(
            await refusal { () throws(VoiceLibraryError) in try await library.profile("Marra") }
                == .unknown(name: "Marra", near: ["mara"]))
        #expect(
            await refusal { () throws(VoiceLibraryError) in
                try await library.profile("../../etc/passwd")
            } == .unknown(name: "../../etc/passwd", near: []))
        let none = VoiceProfile.ID().text
        #expect(
            await refusal { () throws(VoiceLibraryError) in try await library.profile(none) }
                == .unknown(name: none, near: []))
    }

    @Test func `the same clip for the same model is one profile`() async throws {
        let library = try shelf.library()
        let first = try await library.add(Shelf.voice("mara", consent: false))
        let second = try await library.add(Shelf.voice("mara", consent: false))
        #expect(first == second)
        #expect(shelf.files.count == 1)
        // Consent may be stated later, and isn't taken back by forgetting to state it.
        #expect(try await library.add(Shelf.voice("mara", consent: true)).hasConsent)
        #expect(try await library.add(Shelf.voice("mara", consent: false)).hasConsent)
        #expect(try await library.add(Shelf.voice("mara-2")).id != first.id)
        #expect(shelf.files.count == 2)
    }

    @Test func `another clip or model needs another name`() async throws {
        let library = try shelf.library()
        _ = try await library.add(Shelf.voice("mara"))
        let clip = try Shelf.voice("mara", clip: "another clip")
        let model = try Shelf.voice("mara", model: Shelf.otherModel)
        for voice in [clip, model] {
            #expect(
                await refusal { () throws(VoiceLibraryError) in try await library.add(voice) }
                    == .nameTaken(name: "mara"))
        }
        #expect(shelf.files.count == 1)
    }

    @Test func `another model's profile is refused`() async throws {
        let library = try shelf.library()
        let profile = try await library.add(Shelf.voice("mara"))
        #expect(profile.fits(Shelf.model) && !profile.fits(Shelf.otherModel))
        #expect(
            await refusal { () throws(VoiceLibraryError) in
                try await library.features(of: profile, for: Shelf.otherModel)
            } == .otherModel(name: "mara", made: Shelf.model, wanted: Shelf.otherModel))
    }

    @Test func `a profile is renamed`() async throws {
        let library = try shelf.library()
        let old = try await library.add(Shelf.voice("mara"))
        _ = try await library.add(Shelf.voice("ren"))
        let new = try await library.rename("mara", to: ProfileName("mary"))
        #expect(new.id == old.id && new.name.text == "mary")
        #expect(new.displayName == old.displayName)
        #expect(try await library.profile(old.id.text) == new)
        let shown = try await library.rename("mary", displayName: DisplayName("Mary A."))
        #expect(shown.name.text == "mary" && shown.displayName.text == "Mary A.")
        // Its own name is not taken by another.
        #expect(try await library.rename("mary", to: ProfileName("mary")) == shown)
        let taken = try ProfileName("ren")
        #expect(
            await refusal { () throws(VoiceLibraryError) in
                try await library.rename("mary", to: taken)
            } == .nameTaken(name: "ren"))
        #expect(try await library.features(of: old, for: Shelf.model).count == 2)
    }

    @Test func `what is deleted is gone, with its file`() async throws {
        let library = try shelf.library()
        let profile = try await library.add(Shelf.voice("mara"))
        #expect(try await library.delete("mara") == profile)
        #expect(shelf.files.isEmpty)
        #expect(try await library.profiles().isEmpty)
        for work in [{ try await library.profile("mara") }, { try await library.delete("mara") }] {
            await #expect(throws: VoiceLibraryError.unknown(name: "mara", near: [])) {
                try await work()
            }
        }
        await #expect(throws: VoiceLibraryError.self) {
            try await library.features(of: profile, for: Shelf.model)
        }
        #expect(try await library.add(Shelf.voice("mara")).id != profile.id)
    }

    @Test func `clips without a voice are refused`() async throws {
        let library = try shelf.library()
        var voice = try Shelf.voice("mara")
        voice.quality.activeSeconds = 0.1
        let error = await refusal { [voice] () throws(VoiceLibraryError) in
            try await library.add(voice)
        }
        #expect(error == .unusableClip(problems: [.tooLittleSpeech(seconds: 0.1)]))
        #expect(error?.description.contains("at least 1 s") == true)
        #expect(shelf.files.isEmpty)
    }

    @Test func `features that nobody can use are refused`() async throws {
        let library = try shelf.library()
        let many = Dictionary(
            uniqueKeysWithValues: (0..<65).map { ("t\($0)", Tensor([Float(0)], shape: [1])) })
        let wrong: [WeightStore] = [
            WeightStore(),
            WeightStore(["speaker": Tensor([Float.nan], shape: [1])]),
            WeightStore(["speaker": Tensor([Double.infinity], shape: [1])]),
            WeightStore(["a/b": Tensor([Float(1)], shape: [1])]),
            WeightStore(["": Tensor([Float(1)], shape: [1])]),
            WeightStore(["deep": Tensor([Float(1)], shape: [Int](repeating: 1, count: 9))]),
            WeightStore(["large": Tensor(zeros: TensorType(.uint8, [16 << 20 + 1]))]),
            WeightStore(many),
        ]
        for features in wrong {
            let voice = try Shelf.voice("mara", features: features)
            let error = await refusal { () throws(VoiceLibraryError) in
                try await library.add(voice)
            }
            guard case .unusableFeatures = error else {
                Issue.record("\(features.names.prefix(3)): \(String(describing: error))")
                continue
            }
        }
        #expect(shelf.files.isEmpty)
    }

    @Test func `nobody else may read voices`() async throws {
        _ = try await shelf.library().add(Shelf.voice("mara"))
        #expect(Shelf.mode(shelf.data) == 0o700)
        #expect(Shelf.mode(shelf.data + "/profiles") == 0o700)
    }
}
