import ChineseLexicon
import SpeechText
import Testing
import Foundation

@Test func probe() throws {
    let phonemizer = MandarinPhonemizer(lexicon: EmbeddedMandarin())
    let list = try String(contentsOfFile: ProcessInfo.processInfo.environment["PROBE"] ?? "/tmp/zh-probe.txt", encoding: .utf8)
    var out = ""
    for line in list.split(separator: "\n") {
        let text = String(line)
        let words = phonemizer.readings(of: text)
        out += text + "\t" + words.map { $0.pinyin(asSpoken: false) }.joined(separator: " ") + "\t"
            + words.map { $0.pinyin(asSpoken: true) }.joined(separator: " ") + "\n"
    }
    try out.write(toFile: "/tmp/zh-probe.out", atomically: true, encoding: .utf8)
}
