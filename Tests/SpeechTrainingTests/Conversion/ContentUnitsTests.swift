import Foundation
import TensorRuntime
import Testing

@testable import SpeechTraining

struct UnitLabelsTests {
    private func write(_ text: String, _ name: String, in folder: String) throws -> String {
        let path = "\(folder)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    @Test func `lines belong to the manifest's recordings`() throws {
        try withFolder { folder in
            let manifest = try write(
                "/corpus\na/b/first.flac\t640\nsecond.wav\t1280\n", "train.tsv", in: folder)
            let lines = try write("3 1 4\n1 5\n", "train.km", in: folder)
            let labels = try UnitLabels(lines: lines, manifest: manifest)
            #expect(labels.names == ["first", "second"])
            #expect(labels["elsewhere/first.opus"] == [3, 1, 4] && labels["second"] == [1, 5])
            #expect(labels["third"] == nil)
            for (text, part) in [
                ("3 1 4\n", "1 lines"), ("3 x 4\n1\n", "line 1"), ("3\n-1\n", "line 2"),
                ("3\n99999999\n", "line 2"),
            ] {
                let broken = try write(text, "broken.km", in: folder)
                let error = #expect(throws: TrainingError.self) {
                    try UnitLabels(lines: broken, manifest: manifest)
                }
                #expect("\(error!)".contains(part), "\(error!)")
            }
            let twice = try write("/\na.wav\t1\nb/a.flac\t1\n", "twice.tsv", in: folder)
            #expect(throws: TrainingError.self) {
                try UnitLabels(lines: lines, manifest: twice)
            }
        }
    }

    @Test func `a folder has a list for each recording`() throws {
        try withFolder { folder in
            // NumPy's format 1.0 by its documentation.
            func npy(_ units: [Int64]) -> Data {
                let text = "{'descr': '<i8', 'fortran_order': False, 'shape': (\(units.count),), }"
                let header = text + String(repeating: " ", count: 117 - text.count) + "\n"
                var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8))
                for unit in units { withUnsafeBytes(of: unit) { data.append(contentsOf: $0) } }
                return data
            }
            try npy([2, 0, 1]).write(to: URL(filePath: "\(folder)/one.npy"))
            #expect(try UnitLabels(folder: folder)["x/one.wav"] == [2, 0, 1])
            try npy([2, -1]).write(to: URL(filePath: "\(folder)/two.npy"))
            let error = #expect(throws: TrainingError.self) { try UnitLabels(folder: folder) }
            #expect("\(error!)".contains("two.npy"))
        }
    }
}

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct ContentUnitsTests {
    private func store() -> WeightStore {
        var fixture = ConversionFixture()
        fixture.content = 4
        fixture.tellsSpeech = false
        var store = fixture.store()
        let names = Array(
            (0..<fixture.lengths.count).map { "clip\($0)" }.joined(separator: "\n").utf8)
        store["names"] = Tensor(names, shape: [names.count])
        return store
    }

    @Test func `clusters are what is said, and an encoder learns them`() throws {
        var store = store()
        let units = try ContentUnits(AudioPackage(store, named: "x")).clustered(into: 2)
        let numbers = try #require(units.elements(as: Int32.self))
        // Buzzing and hissing in turn, eight frames each.
        for frame in 1..<64 { #expect((numbers[frame] == numbers[0]) == (frame / 8 % 2 == 0)) }
        store["units"] = units
        let package = try AudioPackage(store, named: "x")
        #expect(package.unitCount == 2)
        var recipe = ConversionFixture.contentRecipe
        let error = #expect(throws: TrainingError.self) { try ContentTraining(recipe, package) }
        #expect("\(error!)".contains("units"))
        recipe.labels = .units
        let training = try ContentTraining(recipe, package, holdingOut: 1)
        #expect(training.classCount == 2)
        for _ in 0..<60 { _ = try training.next() }
        #expect(try training.validation()[1].value > 0.85)
        #expect(try training.weights().metadata["phones"] == nil)
    }

    @Test func `labels of others come to their clips, and frames without any aren't learnt`() throws
    {
        var store = store()
        let package = try AudioPackage(store, named: "x")
        try withFolder { folder in
            func labels(_ counts: [String: Int]) throws -> UnitLabels {
                let names = counts.keys.sorted()
                let manifest = "/\n" + names.map { "\($0).flac\t1\n" }.joined()
                let lines = names.map { name in
                    (0..<counts[name]!).map { "\($0 / 8 % 2)" }.joined(separator: " ") + "\n"
                }.joined()
                try Data(manifest.utf8).write(to: URL(filePath: "\(folder)/m.tsv"))
                try Data(lines.utf8).write(to: URL(filePath: "\(folder)/l.km"))
                return try UnitLabels(lines: "\(folder)/l.km", manifest: "\(folder)/m.tsv")
            }
            let units = try ContentUnits(package)
            let (told, strange) = try units.labelled(by: labels(["clip0": 69, "other": 3]))
            #expect(strange == ["other"])
            let numbers = try #require(told.elements(as: Int32.self))
            #expect(numbers.prefix(16) == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1])
            #expect(numbers[68] == 0 && numbers[69...].allSatisfy { $0 == -1 })
            #expect(throws: TrainingError.self) { try units.labelled(by: labels(["clip0": 60])) }
            #expect(throws: TrainingError.self) { try units.labelled(by: labels(["none": 60])) }
            store["units"] = told
            let learnt = try ContentLabels(unitsOf: AudioPackage(store, named: "x"))
            #expect(learnt.tells(0) && !learnt.tells(1) && learnt.count == 2)
        }
    }
}
