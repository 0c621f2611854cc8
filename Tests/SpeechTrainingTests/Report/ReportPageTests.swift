import TensorRuntime
import Testing

@testable import SpeechTraining

struct ReportPageTests {
    private static let lines = (1...400).map { step in
        "{\"step\": \(step * 20), \"mel\": \(3.0 / Double(step) + 0.1), \"gradient\": 2}"
    }

    /// A folder of a training, without checkpoint.
    private func training(
        _ path: String, _ lines: [String] = lines, picture: Bool = false
    ) throws -> TrainingFolder {
        let folder = try TrainingFolder(path)
        try TrainingFile.write(Array(lines.joined(separator: "\n").utf8), to: folder.losses)
        guard picture else { return folder }
        try folder.write(Picture(width: 4, height: 2), to: "clip-0.png")
        try folder.write([0, 0.5], rate: 16_000, to: "clip-0.wav")
        try TrainingFile.write(Array("no sound".utf8), to: "\(path)/clip-0-real.wav")
        return folder
    }

    @Test func `a page shows trainings over each other and needs nothing else`() throws {
        try withFolder { folder in
            let held = (1...4).map { "{\"step\": \($0 * 2000), \"held out mel\": 0.\($0)}" }
            _ = try training("\(folder)/one", Self.lines + held, picture: true)
            _ = try training("\(folder)/two", Array(Self.lines.prefix(200)))
            let records = try ["one", "two"].map {
                try TrainingRecord(of: "\(folder)/\($0)", clips: 1)
            }
            #expect(records[0].notes.count == 2, "no checkpoint, and a WAV file that is none")
            let page = ReportPage(records)
            let html = page.html
            #expect(html == ReportPage(records).html)
            for part in [
                "<figcaption>mel</figcaption>", "class=\"raw c1\"", "class=\"held c0\"",
                "data:image/png;base64,iVBORw0K", "data:audio/wav;base64,UklGR", "<caption>",
                "prefers-color-scheme: dark", "role=\"img\"", "0.4 <small>(least 0.1 at 2000)",
            ] {
                #expect(html.contains(part), "\(part)")
            }
            for part in ["<script", "http://", "https://", "src=\"clip", "no sound"] {
                #expect(!html.contains(part), "\(part)")
            }
            let size = try page.write(to: "\(folder)/report.html")
            #expect(size == html.utf8.count && size < 200_000)
        }
    }

    @Test func `names can't become markup`() throws {
        try withFolder { folder in
            let name = "\(folder)/<i>&quot"
            _ = try training(
                name, ["{\"step\": 1, \"<img src=x onerror=alert(1)>\\u0007\\\"'\": 2}"])
            let html = ReportPage([try TrainingRecord(of: name, clips: 0)]).html
            #expect(!html.contains("<img") && !html.contains("<i>") && !html.contains("\u{7}"))
            #expect(html.contains("&lt;img src=x onerror=alert(1)&gt;\u{FFFD}&quot;&#39;"))
        }
    }

    @Test func `odd numbers make a page all the same`() throws {
        try withFolder { folder in
            let lines = [
                "{\"step\": 0, \"a\": -1e100, \"b\": 0, \"c\": 1e101, \"d\": 1e-300}",
                "{\"step\": 1099511627775, \"a\": 1e100, \"b\": 0, \"c\": null, \"d\": 1e90}",
            ]
            _ = try training(folder, lines)
            let html = ReportPage([try TrainingRecord(of: folder, clips: 0)]).html
            #expect(!html.contains("nan") && !html.contains("inf"))
            #expect(html.contains("<figcaption>a<") && !html.contains("<figcaption>c<"))
        }
    }

    @Test func `a recipe is shown, and where two differ`() throws {
        try withFolder { folder in
            var records: [TrainingRecord] = []
            for width in [64, 128] {
                let path = "\(folder)/\(width)"
                let own = try training(path)
                var recipe = VocoderRecipe()
                recipe.width = width
                var checkpoint = Checkpoint()
                try checkpoint.keep(value: recipe, as: "recipe")
                try checkpoint.keep(value: 7, as: "step")
                try checkpoint.keep(Counter(), as: "counter")
                try checkpoint.write(to: own.checkpoint, step: 7)
                records.append(try TrainingRecord(of: path, clips: 0))
            }
            #expect(records[0].network == "vocoder" && records[0].savedStep == 7)
            let html = ReportPage(records).html
            #expect(html.contains("<strong>width</strong> differs</th><td>64</td><td>128</td>"))
            #expect(html.contains("<th scope=\"row\">hidden</th><td>768</td><td>768</td>"))
        }
    }

    @Test func `axes have round marks within them`() {
        let values: [[Double]] = [[0.3, 34], [1, 1], [0.00001, 0.1], [2.1, 2.4], [-5, 3], []]
        for values in values {
            for isLogarithmic in [false, true] {
                let axis = ReportAxis(values, isLogarithmic: isLogarithmic)
                let marks = axis.marks(about: 5)
                #expect((1...16).contains(marks.count), "\(values): \(marks)")
                #expect(marks.allSatisfy { (-1e-9...1.000_000_001).contains(axis.place($0)) })
                #expect(values.allSatisfy { (0...1).contains(axis.place($0)) })
            }
        }
        #expect(ReportAxis([0.1, 10], isLogarithmic: true).marks(about: 5).contains(1))
        #expect(!ReportAxis([0, 10], isLogarithmic: true).isLogarithmic)
    }

    @Test func `thinned curves keep their extremes`() {
        let points = (0..<10_000).map { LossLog.Point(step: $0, value: $0 == 5_003 ? 99 : 1) }
        let thin = points.thinned(to: 100, isSmooth: false)
        #expect(thin.count < 250 && thin.contains { $0.value == 99 })
        #expect(points.thinned(to: 100, isSmooth: true).count <= 102)
        #expect(thin.map(\.step) == thin.map(\.step).sorted())
    }
}

/// Something that a checkpoint keeps.
private struct Counter: Resumable {
    func state() throws(TrainingError) -> TrainingState {
        TrainingState(
            tensors: ["x": Tensor([Float(1)], shape: [1])], counters: ["steps": 7])
    }
    func resume(_ state: TrainingState) throws(TrainingState.Mismatch) {}
}
