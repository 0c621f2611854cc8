/// Tells Japanese from Chinese where a text has Han characters only.
enum HanLanguage {
    /// Evidence for Chinese (positive) or Japanese (negative): characters that only
    /// one of the two writes in running text, and the comma that each prefers.
    static func evidence(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var result = 0
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte >= 0xE3, byte <= 0xEF else {
                offset += UTF8Scan.length(lead: byte)
                continue
            }
            let (scalar, end) = UTF8Scan.scalar(bytes, at: offset)
            offset = end
            if chinese.contains(scalar) { result += 2 }
            if japanese.contains(scalar) { result -= 2 }
            if scalar == 0xFF0C { result += 1 }
        }
        return result
    }

    /// Simplified forms and pronouns, particles and verbs of Chinese that Japanese
    /// does not write.
    private static let chinese = Set(
        """
        们这为说时个对过发还现经头实动业产种应么关题开门问间见觉让认识语话谁请读课谈讲记\
        设许论诉该东车马鸟鱼龙长张电视网线红级结给统继续织终约练细进远运连达选边务员买卖\
        贵费资质货贸贝钱银铁错针钟饭馆饮难虽欢戏观规亲样极构标楼权树检兴举义乐习书乡厂广\
        库废归录你您她吗呢吧啊哪啦嘛呀很没們嗎麼說妳咱怎哦跟裡點
        """.unicodeScalars.map(\.value))

    /// Forms of the Japanese reform of 1946 that Chinese does not have, and
    /// characters made in Japan.
    private static let japanese = Set(
        """
        気円駅込働畑峠枠栃辻榊匂塀姫渋団図売読変広応対帰氷実労権検様観戦拝収発経続絵総聴\
        舗薬訳証転軽辺遅郷釈鉄録関険雑霊頼顔騒髪鶏黒斎竜亜圧囲壱営衛駆児処択沢浜桜歳歴殻\
        県砕稲穂穏粋継縁縄脳臓荘蔵覚覧譲勧巻奨専恵悪懐戻払抜拡挙揺摂斉暁曽栄楽毎涙
        """.unicodeScalars.map(\.value))
}
