import Testing

@testable import SpeechTraining

struct LossLogTests {
    private func log(_ text: String) -> LossLog { LossLog(Array(text.utf8)) }

    @Test func `lines become values by name and step`() {
        let log = log(
            """
            {"step": 20, "mel": 0.5, "gradient": 3}
            {"step": 40, "mel": null, "gradient": 2e1}

            {"step": 40, "held out mel": -1}

            """)
        #expect(log.all.map(\.name) == ["mel", "gradient", "held out mel"])
        #expect(log.series("gradient")?.points.map(\.value) == [3, 20])
        #expect(log.series("mel")?.points.count == 2 && log.series("mel")?.finite.count == 1)
        #expect(log.skipped.isEmpty && log.lastStep == 40)
    }

    @Test func `what a later line says of a step counts`() {
        let log = log(
            """
            {"step": 20, "mel": 1}
            {"step": 40, "mel": 2}
            {"step": 20, "mel": 3}
            """)
        #expect(
            log.series("mel")?.points == [.init(step: 20, value: 3), .init(step: 40, value: 2)])
    }

    @Test(arguments: [
        "{\"step\": 40, \"mel\": 0.", "[]", "x", "{\"mel\": 1}", "{\"step\": -1, \"mel\": 1}",
        "{\"step\": 1.5, \"mel\": 1}", "{\"step\": 1, \"mel\": \"low\"}", "{\"step\": 1e999}",
        "{\"step\": 1, \"mel\": 1, \"mel\": 2}", "{\"step\": 1, \"step\": 2}",
        "{\"step\": 9223372036854775807, \"mel\": 1}", "{\"step\": 1, \"mel\": {\"a\": 1}}",
        "{\"step\": 1, \"\(String(repeating: "m", count: 101))\": 1}",
        "{\"step\": 1, \"m\": \(String(repeating: "1", count: 70_000))}",
        String(repeating: "[", count: 10_000),
        "{" + (0..<200).map { "\"n\($0)\": 1, " }.joined() + "\"step\": 1}", "\u{0}",
    ])
    func `a line that is something else is left out and told`(_ line: String) {
        let log = log("{\"step\": 20, \"mel\": 1}\n\(line)\n{\"step\": 60, \"mel\": 2}\n")
        #expect(log.series("mel")?.points.map(\.step) == [20, 60])
        #expect(log.skipped.map(\.line) == [2])
        #expect(log.skipped.first?.reason.isEmpty == false)
    }

    @Test func `a file without any line is an error that names it`() throws {
        try withFolder { folder in
            let path = "\(folder)/losses.jsonl"
            #expect(throws: TrainingError.self) { try LossLog(at: path) }
            try TrainingFile.write(Array("\n{\"step\": 20, \"me".utf8), to: path)
            let error = #expect(throws: TrainingError.self) { try LossLog(at: path) }
            #expect(error?.description.hasPrefix("\(path), line 2: byte 16") == true)
            try TrainingFile.write([], to: path)
            #expect(throws: TrainingError.self) { try LossLog(at: path) }
        }
    }

    @Test func `names of all lines together are limited`() {
        let lines = (0..<150).map { "{\"step\": \($0), \"n\($0)\": 1}" }
        let log = log(lines.joined(separator: "\n"))
        #expect(log.all.count == 100 && log.skipped.count == 50)
    }

    @Test func `smoothing forgets by steps, not by lines`() throws {
        let log = log(
            """
            {"step": 100, "a": 1}
            {"step": 110, "a": 3}
            {"step": 120, "a": null}
            {"step": 1000, "a": 5}
            """)
        let series = try #require(log.series("a"))
        let smooth = series.smoothed(over: 10).map(\.value)
        let e = decay(1)
        #expect(abs(smooth[0] - (1 + 3 * e) / (1 + e)) < 1e-12)
        #expect(abs(smooth[1] - (3 + e) / (1 + e)) < 1e-12)
        #expect(smooth.count == 3 && abs(smooth[2] - 5) < 1e-12)
        #expect(series.smoothed(over: 0).map(\.value) == [1, 3, 5])
        #expect(series.smoothed(over: 1e12).map(\.value).allSatisfy { $0 > 1 && $0 < 5 })
    }

    @Test func `a training's seconds are found again`() throws {
        try withFolder { path in
            let folder = try TrainingFolder(path)
            #expect(folder.secondsSoFar() == 0)
            try folder.append(step: 20, [("mel", 1), ("seconds", 9.5)])
            try folder.append(step: 40, [("mel", .infinity), ("seconds", 19)])
            try folder.append(step: 40, [("held out mel", 1)])
            #expect(folder.secondsSoFar() == 19)
            try folder.forgetLosses(beyond: 20)
            #expect(folder.secondsSoFar() == 9.5)
        }
    }

    @Test func `means of recordings count by their weight`() {
        var means = HeldOutMeans()
        #expect(means.losses.isEmpty)
        means.add([("mel", 1), ("spectral", 2)], weight: 3)
        means.add([("mel", 5), ("spectral", 2)], weight: 1)
        #expect(means.losses.map(\.name) == ["held out mel", "held out spectral"])
        #expect(means.losses.map(\.value) == [2, 2])
    }
}
