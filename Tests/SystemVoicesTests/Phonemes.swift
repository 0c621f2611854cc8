import Glibc
import JapaneseDictionary

@testable import SystemVoices

/// Whether espeak-ng is on this machine; tests that need it are skipped aloud
/// where it isn't.
let hasEspeak: Bool = (try? EspeakProgram()) != nil

/// Whether the Japanese dictionary is on this machine.
let hasJapanese: Bool = hasEspeak && JapaneseDictionary.isInstalled()

/// The phonemes that espeak-ng says for a text, in its own mnemonics, one clause
/// after the other.
func phonemes(of text: String, voice: String, option: String = "-x") throws -> String {
    let program = try EspeakProgram()
    var template = Array("/tmp/syrinx-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let file = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(file) }
    _ = Array(text.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    guard
        let pipe = popen("\(program.path) -q \(option) -b 1 -v \(voice) -f \(file) 2>&1", "re")
    else { return "" }
    var bytes: [UInt8] = []
    while true {
        let byte = fgetc(pipe)
        if byte < 0 { break }
        bytes.append(UInt8(byte))
    }
    pclose(pipe)
    return String(decoding: bytes, as: UTF8.self)
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
