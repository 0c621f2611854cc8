import ChineseLexicon
import PolyphoneTraining
import SpeechText
import Testing

@Suite struct `Polyphone training` {
    let ha = PinyinSyllable(.h, .a, tone: 2)
    let ge = PinyinSyllable(.g, .e, tone: 2)

    /// 蛤 behind a number of characters, of which some make it another.
    private func examples(_ count: Int, of character: Unicode.Scalar) -> [PolyphoneExample] {
        (0..<count).map { index in
            let before = UInt16(0x4E00 + index % 7)
            return PolyphoneExample(
                PolyphoneOccurrence(
                    character: character, place: 0, usual: ha, isAlone: true,
                    features: [
                        PolyphoneFeature(.always), PolyphoneFeature(.alone, ha.code),
                        PolyphoneFeature(.before, before),
                    ]),
                reading: index % 7 < 3 ? ge : ha)
        }
    }

    @Test func `finds what tells a reading`() {
        let training = PolyphoneTraining(examples(140, of: "蛤"))
        #expect(training.examples == 140)
        #expect(abs(training.usualShare - 4 / 7) < 0.01)
        #expect(training.modelShare > 0.99)
        for example in examples(14, of: "蛤") {
            #expect(training.model.reading(of: example.occurrence) == example.reading)
        }
    }

    @Test func `is the same each time`() {
        let all = examples(140, of: "蛤") + examples(70, of: "哈")
        #expect(PolyphoneTraining(all).model.file == PolyphoneTraining(all).model.file)
    }

    @Test func `keeps no character that gains nothing`() {
        let usual = examples(70, of: "哈").map { PolyphoneExample($0.occurrence, reading: ha) }
        let training = PolyphoneTraining(usual + examples(140, of: "蛤"))
        #expect(Set(training.model.characters.keys) == ["蛤"])
    }

    @Test func `reads the form of the CPP data set`() throws {
        let labelled = try LabelledSentences(
            sentences: "他\u{2581}长\u{2581}高了。\n\u{2581}女\u{2581}人\n花\u{2581}儿\u{2581}\n",
            labels: "zhang3\nnu:3\nr5\n", named: "a.sent")
        #expect(labelled.sentences.map(\.text) == ["他长高了。", "女人", "花儿"])
        #expect(labelled.sentences.map(\.place) == [3, 0, 3])
        #expect(labelled.sentences.map { "\($0.reading)" } == ["zhang3", "nü3", "er5"])
        let share = labelled.share(
            readBy: MandarinPhonemizer(lexicon: EmbeddedMandarin(polyphones: nil)))
        #expect(share == 1)
    }

    @Test(arguments: [
        ("a", "a1", 1), ("\u{2581}长\u{2581}\n长", "zhang3\nzhang3", 2),
        ("\u{2581}长\u{2581}", "zhang", 1), ("\u{2581}长\u{2581}", "zhang7", 1),
        ("\u{2581}长大\u{2581}", "zhang3", 1), ("\u{2581}长\u{2581}", "zhang3\nda4", 2),
        ("", "", 1),
    ])
    func `tells the line that is something else`(sentences: String, labels: String, line: Int) {
        let error = #expect(throws: LabelError.self) {
            try LabelledSentences(sentences: sentences, labels: labels, named: "a.sent")
        }
        #expect(error?.line == line && error?.file == "a.sent")
    }

    @Test func `tells the file that can't be read`() {
        #expect(throws: LabelError.self) { try LabelledSentences(at: "/none/a.sent") }
        #expect(throws: LabelError.self) { try LabelledSentences(at: "/none/a.txt") }
    }
}
