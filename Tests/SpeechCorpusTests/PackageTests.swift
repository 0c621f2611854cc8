import AudioFeatures
import AudioSignal
import Glibc
import SpeechCorpus
import SpeechTraining
import TensorRuntime
import Testing

@Suite struct PackageTests {
    @Test func `a package is what the training opens`() throws {
        let place = TemporaryFolder()
        _ = place.folder("in/")
        _ = place.folder("in/b")
        try place.record("in/z.wav", murmur(1))
        try place.record("in/b/first.flac", murmur(2, rate: 22_050), rate: 22_050)
        try place.record("in/b/second.opus", murmur(1.5, rate: 48_000), rate: 48_000)
        let path = place.path + "/clips.safetensors"
        let report = try prepare(place.path + "/in", to: path)
        #expect(report.clips == 3)
        #expect(report.rejected.isEmpty)

        let package = try AudioPackage(at: path)
        #expect(package.count == 3)
        #expect(package.name(of: 1) == "in/b/second.opus")
        #expect((package.rate, package.melSize, package.hop) == (16_000, 1024, 200))
        #expect(package.melBasis.shape == [80, 513])
        let filters = try MelFilterbank(
            MelBands(count: 80, highest: 8000), rate: SampleRate(16_000), fftLength: 1024)
        #expect(package.melBasis.floats() == filters.matrix)
        let lengths = (0..<3).map { Double(package.length(of: $0)) / 16_000 }
        for (length, seconds) in zip(lengths, [2, 1.5, 1]) { #expect(abs(length - seconds) < 0.02) }
        #expect(abs(report.seconds - lengths.reduce(0, +)) < 1e-6)

        // The murmur's pitch is told for every frame.
        #expect(package.hasPitch)
        for clip in 0..<3 {
            let pitch = try #require(package.pitch(of: clip, 0..<package.frames(of: clip)))
            #expect(pitch.count == package.length(of: clip) / 200)
            let voiced = pitch.filter { $0 > 0 }.sorted()
            #expect(voiced.count > pitch.count / 2)
            // Its higher tone, no harmonic, draws a little.
            #expect(abs(voiced[voiced.count / 2] - 187) < 6)
        }

        let store = try WeightStore(at: path)
        let names = try #require(store["names"]?.elements(as: UInt8.self))
        #expect(
            String(decoding: names, as: UTF8.self) == "in/b/first.flac\nin/b/second.opus\nin/z.wav")
        #expect(package.speakerNames == ["b", "in"] && package.speaker(of: 2) == 1)
        var status = stat()
        #expect(stat(path, &status) == 0 && Int(status.st_size) == report.bytes)
    }

    @Test func `a package tells melody and loudness where it is asked to`() throws {
        let place = TemporaryFolder()
        _ = place.folder("in/")
        try place.record("in/a.wav", murmur(2))
        try place.record("in/19-1-2.wav", murmur(1))
        let path = place.path + "/clips.safetensors"
        var recipe = CorpusRecipe()
        (recipe.hop, recipe.tellsProsody) = (320, true)
        let report = try CorpusPreparation(recipe).run([place.path + "/in"], to: path)
        let package = try AudioPackage(at: path)
        #expect(package.prosodyWidth == 10)
        #expect(package.speakerNames == ["19", "in"])
        let store = try WeightStore(at: path)
        let samples = package.samples(of: 1, 0..<package.length(of: 1))
        let told = try ProsodyFeatures(AudioBuffer(rate: recipe.rate, samples: samples))
        let features = try #require(store["prosody"]?.floats())
        #expect(Array(features.suffix(told.values.count)) == told.values)
        let pitch = try #require(store["prosody.pitch"]?.floats())
        #expect(Array(pitch.suffix(told.frameCount)) == told.frequencies)
        #expect(pitch.count == package.frames(of: 0) + package.frames(of: 1))
        var status = stat()
        #expect(stat(path, &status) == 0 && Int(status.st_size) == report.bytes)
    }

    @Test func `recordings for tests are held out, by as much of their names as tells`() throws {
        let place = TemporaryFolder()
        let folder = place.folder("in")
        _ = place.folder("in/b")
        for name in ["a.wav", "b/a.wav", "c.wav"] {
            try place.record("in/" + name, murmur(1))
        }
        let path = place.path + "/clips.safetensors"
        let preparation = try CorpusPreparation(CorpusRecipe())
        for (names, kept) in [
            (["b/a.wav"], "in/a.wav\nin/c.wav"), (["a.wav"], "in/c.wav"),
            (["in/c.wav"], "in/a.wav\nin/b/a.wav"),
        ] {
            let report = try preparation.run([folder], to: path, heldOut: names)
            #expect(report.heldOut + report.clips == 3)
            let store = try WeightStore(at: path)
            let found = try #require(store["names"]?.elements(as: UInt8.self))
            #expect(String(decoding: found, as: UTF8.self) == kept)
        }
        for name in ["wav", "d.wav", "n/a.wav", ""] {
            #expect(throws: CorpusError.noSuchRecording(name: name)) {
                try preparation.run([folder], to: path, heldOut: [name])
            }
        }
    }

    @Test func `clips have the level asked for and the silence that is left`() throws {
        let place = TemporaryFolder()
        try place.record("a.wav", pause(2) + murmur(3, peak: 0.05) + pause(3))
        let path = place.path + "/clips.safetensors"
        let report = try prepare(place.path + "/a.wav", to: path) { $0.level = -20 }
        #expect(report.limited == 0)
        let package = try AudioPackage(at: path)
        let count = package.length(of: 0)
        // The murmur never falls silent, so all of it is active.
        #expect(abs(Double(count) / 16_000 - 3.2) < 0.02)
        let samples = package.samples(of: 0, 0..<count)
        #expect(samples.prefix(1500).allSatisfy { $0 == 0 })
        let active = samples[1600..<1600 + 48_000]
        let power = active.reduce(0) { $0 + Double($1 * $1) } / 48_000
        #expect(abs(10 * log10(power) + 20) < 0.5)
    }

    @Test func `a clip whose peaks would be cut stays below the level`() throws {
        let place = TemporaryFolder()
        var samples = murmur(2, peak: 0.05)
        samples[12_345] = 0.9
        try place.record("a.wav", samples)
        let path = place.path + "/clips.safetensors"
        let report = try prepare(place.path + "/a.wav", to: path) { $0.level = -10 }
        #expect(report.limited == 1)
        let package = try AudioPackage(at: path)
        let peak = package.samples(of: 0, 0..<package.length(of: 0)).map(abs).max() ?? 0
        #expect(peak <= 32_766.0 / 32_768 && peak > 0.99)
    }

    @Test func `a limit takes recordings evenly until the package is full`() throws {
        let place = TemporaryFolder()
        let folder = place.folder("in")
        for index in 0..<40 {
            try place.record("in/\(index + 10).wav", murmur(0.6, peak: 0.2 + 0.01 * Float(index)))
        }
        let path = place.path + "/clips.safetensors"
        // 164 KB are the bands', 19 KB a clip.
        let report = try prepare(folder, to: path) { $0.mostBytes = 330_000 }
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_size <= 330_000)
        #expect(report.clips >= 6 && report.clips <= 9)
        #expect(report.rejected.map(\.rejection.reason) == [.noRoom])
        #expect(report.unread == 40 - report.clips - 1)
        let names = try #require(try WeightStore(at: path)["names"]?.elements(as: UInt8.self))
        let numbers = String(decoding: names, as: UTF8.self).split(separator: "\n")
            .compactMap { Int($0.dropFirst(3).dropLast(4)) }.sorted()
        #expect(numbers.count == report.clips)
        let gaps = zip(numbers, numbers.dropFirst()).map { $1 - $0 }
        #expect(gaps.max() ?? 40 <= 40 / report.clips * 3)
    }

    @Test func `work that is cancelled leaves no package, and what was there stays`() throws {
        let place = TemporaryFolder()
        try place.record("a.wav", murmur(1))
        let path = place.path + "/clips.safetensors"
        place.write("clips.safetensors", Array("before".utf8))
        let preparation = try CorpusPreparation(CorpusRecipe())
        #expect(throws: CorpusError.cancelled) {
            try preparation.run([place.path + "/a.wav"], to: path) { _ in false }
        }
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_size == 6)
    }
}
