import ArgumentParser
import ChineseLexicon
import FoundationEssentials
import PolyphoneTraining
import SpeechText

/// `syrinx-train polyphones`: how Chinese characters of several readings are read in context.
struct TrainPolyphones: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "polyphones",
        abstract: "Learn how Chinese characters of several readings are read in context.",
        discussion: """
            A file of sentences has one on each line, with a character between two U+2581 (▁), \
            and beside it a file of the same name that ends with .lb has its readings, such as \
            le5: the form of the CPP data set. In a few seconds it learns from the front end's \
            own reading and from the characters around when to read otherwise, keeps the \
            characters that gain by it, and tells the share of right readings with and without.
            """)

    @Option(help: ArgumentHelp("Sentences, .sent; again for more.", valueName: "file"))
    var data: [String]

    @Option(
        name: .customLong("held-out"),
        help: ArgumentHelp("Sentences to be read with what was learnt, .sent.", valueName: "file"))
    var heldOut: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where the model is written.", valueName: "file"))
    var output: String?

    func run() throws {
        let lexicon = EmbeddedMandarin(polyphones: nil)
        let examples = try data.flatMap {
            PolyphoneExample.all(of: try LabelledSentences(at: $0), by: lexicon)
        }
        let training = PolyphoneTraining(examples)
        print(
            "\(training.examples) examples, \(share(training.usualShare)) right by the front end, "
                + "\(share(training.modelShare)) with the model (five folds), which knows "
                + "\(training.model.characters.count) characters")
        if let heldOut {
            let sentences = try LabelledSentences(at: heldOut)
            let before = sentences.share(readBy: MandarinPhonemizer(lexicon: lexicon))
            let after = sentences.share(
                readBy: MandarinPhonemizer(lexicon: EmbeddedMandarin(polyphones: training.model)))
            print(
                "\(sentences.sentences.count) held-out sentences: \(share(before)) right by the "
                    + "front end, \(share(after)) with the model")
        }
        if let output {
            try Data(training.model.file).write(to: URL(filePath: output), options: .atomic)
        }
    }

    private func share(_ value: Double) -> String {
        "\((value * 1000).rounded() / 10) %"
    }
}
