import ChineseLexicon
import SpeechText
import Testing

/// Characters of several readings, read by what stands around them.
@Suite struct `Polyphone model` {
    @Test(arguments: [
        ("张掖在河西走廊。", "掖", "ye4"), ("什么时候走？", "什", "shen2"),
        ("阆中是一座古城。", "阆", "lang4"), ("李晟率军收复长安。", "晟", "sheng4"),
        ("这里盛产蛤蜊。", "蛤", "ge2"), ("井里有一只蛤蟆。", "蛤", "ha2"),
        ("中国人民银行宣布降息。", "行", "hang2"), ("他毕业于中央音乐学院。", "乐", "yue4"),
        ("微处理器的价格下降了。", "处", "chu3"), ("塞尔维亚队赢了。", "塞", "sai4"),
        ("《史记》卷三说得很清楚。", "卷", "juan4"), ("把纸卷起来。", "卷", "juan3"),
    ])
    func `reads by neighbours`(text: String, character: Character, reading: String) throws {
        let syllable = try #require(PinyinSyllable(reading))
        let words = MandarinPhonemizer(lexicon: EmbeddedMandarin()).readings(of: text)
        let place = try #require(text.firstIndex(of: character))
        let bytes = text[..<place].utf8.count
        let word = try #require(words.first { $0.range.contains(bytes) })
        #expect(word.syllables[(bytes - word.range.lowerBound) / 3] == syllable)
    }

    @Test func `is the same after being written and read`() throws {
        let model = EmbeddedMandarin.ownPolyphones
        #expect(model.characters.count > 80)
        let file = model.file
        #expect(file.withUnsafeBytes { PolyphoneModel(file: $0) } == model)
    }

    @Test func `of a broken file is none`() {
        let reading = PolyphoneModel.Character(
            readings: [.init(.h, .a, tone: 2), .init(.g, .e, tone: 2)],
            weights: [
                PolyphoneFeature(.after, 0x87C6): [3, -3], PolyphoneFeature(.always): [1, 2],
            ])
        let file = PolyphoneModel(characters: ["蛤": reading], trust: (5, -6)).file
        for count in 0..<file.count {
            #expect(file[..<count].withUnsafeBytes { PolyphoneModel(file: $0) } == nil)
        }
        #expect((file + [0]).withUnsafeBytes { PolyphoneModel(file: $0) } == nil)
        var wrong = file
        wrong[wrong.count - 9] = 200
        #expect(wrong.withUnsafeBytes { PolyphoneModel(file: $0) } == nil)
    }

    @Test func `leaves the usual reading where nothing tells otherwise`() {
        let usual = PinyinSyllable(.h, .a, tone: 2)
        let other = PinyinSyllable(.g, .e, tone: 2)
        let feature = PolyphoneFeature(.after, 1)
        let model = PolyphoneModel(
            characters: ["蛤": .init(readings: [usual, other], weights: [feature: [0, 10]])],
            trust: (10, 9))
        func occurrence(
            _ character: Unicode.Scalar, isAlone: Bool, _ features: [PolyphoneFeature]
        ) -> PolyphoneOccurrence {
            PolyphoneOccurrence(
                character: character, place: 0, usual: usual, isAlone: isAlone,
                features: features)
        }
        #expect(model.reading(of: occurrence("蛤", isAlone: false, [feature])) == other)
        #expect(model.reading(of: occurrence("蛤", isAlone: true, [feature])) == usual)
        #expect(model.reading(of: occurrence("蛤", isAlone: false, [])) == usual)
        #expect(model.reading(of: occurrence("哈", isAlone: false, [feature])) == usual)
    }
}
