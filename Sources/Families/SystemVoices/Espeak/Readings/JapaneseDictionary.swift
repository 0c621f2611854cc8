import CMeCab
import Glibc
import SpeechModel

/// A word as MeCab sees it.
struct JapaneseWord {
    var surface: String
    /// Part of speech, its first subdivision, and what follows; nil fields are `*`.
    var features: [Substring]

    /// How it is pronounced, in katakana; nil where the dictionary doesn't tell.
    var pronunciation: String? {
        // Fields 8 and 9 of naist-jdic: reading and pronunciation.
        for field in [8, 7] where features.count > field {
            // An apostrophe marks a voiceless vowel (デス’).
            let kana = features[field].unicodeScalars.filter { Kana.isKana($0) }
            if !kana.isEmpty { return String(String.UnicodeScalarView(kana)) }
        }
        return nil
    }

    /// Whether a phrase begins with the word: it is no particle, auxiliary, suffix or
    /// dependent verb.
    var beginsPhrase: Bool {
        guard let kind = features.first else { return true }
        let division = features.count > 1 ? features[1] : ""
        return kind != "助詞" && kind != "助動詞" && division != "接尾" && division != "非自立"
    }

    /// Whether the next word belongs to the same phrase, whatever it is: after a
    /// prefix, or a numeral.
    var joinsNext: Bool {
        features.first == "接頭詞" || (features.count > 1 && features[1] == "数")
    }

    /// Whether the word is the う of 行こう, which lengthens the vowel before it.
    var lengthensVowel: Bool { surface == "う" && features.first == "助動詞" }
}

/// The dictionary that MeCab reads with: naist-jdic as Open JTalk has it.
///
/// The distribution's folder lacks the `dicrc` that MeCab asks for, and it isn't
/// ours to write into. So MeCab is given a folder of links with a `dicrc` of ours,
/// which is removed as soon as the files are open.
final class JapaneseDictionary: @unchecked Sendable {
    // Unchecked: the handle never changes, and cmecab_read only reads it.
    private let handle: OpaquePointer

    static let package = "open-jtalk-mecab-naist-jdic"
    static let folder = "/var/lib/mecab/dic/open-jtalk/naist-jdic"
    static let remedy = "install the package \(package)"

    private static let files = ["sys.dic", "unk.dic", "char.bin", "matrix.bin"]

    /// Where temporary files may go: TMPDIR, else the usual places.
    static var temporaryFolders: [String] {
        [getenv("TMPDIR").map { String(cString: $0) }, "/tmp", "/dev/shm"].compactMap { $0 }
    }

    /// Whether the dictionary's files are there.
    static func isInstalled(in folder: String = folder) -> Bool {
        files.allSatisfy { access(folder + "/" + $0, R_OK) == 0 }
    }

    /// Opens the dictionary of a folder, with links in the first writable one of the
    /// others.
    init(
        folder: String = folder, linkingIn temporary: [String] = temporaryFolders
    ) throws(LoadError) {
        guard Self.isInstalled(in: folder) else {
            throw .missing(component: "Japanese dictionary (\(folder))", remedy: Self.remedy)
        }
        let links = try LinkFolder(in: temporary)
        for file in Self.files { try links.link(file, in: folder) }
        try links.write(Self.settings, to: "dicrc")
        var reason = [CChar](repeating: 0, count: 256)
        guard let handle = cmecab_open(links.path, &reason, reason.count) else {
            let bytes = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw .unusable(
                component: "Japanese dictionary", reason: String(decoding: bytes, as: UTF8.self))
        }
        self.handle = handle
    }

    deinit { cmecab_close(handle) }

    /// The values with which naist-jdic was compiled.
    private static let settings = """
        cost-factor = 800
        bos-feature = BOS/EOS,*,*,*,*,*,*,*,*
        eval-size = 8
        unk-eval-size = 4
        config-charset = UTF-8

        """

    /// The words of a text.
    func words(of text: String) -> [JapaneseWord] {
        var utf8 = Array(text.utf8)
        guard !utf8.isEmpty else { return [] }
        final class Words { var all: [(Range<Int>, String)] = [] }
        let words = Words()
        let result = utf8.withUnsafeMutableBytes { bytes in
            // The object outlives the call that is lent it.
            cmecab_read(
                handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count,
                { context, start, length, features, _ in
                    guard let context, let features else { return }
                    Unmanaged<Words>.fromOpaque(context).takeUnretainedValue().all
                        .append((start..<start + length, String(cString: features)))
                }, Unmanaged.passUnretained(words).toOpaque())
        }
        guard result == 0 else { return [] }
        return words.all.map { range, features in
            JapaneseWord(
                surface: String(decoding: utf8[range], as: UTF8.self),
                features: features.split(separator: ",", omittingEmptySubsequences: false))
        }
    }
}

/// A temporary folder of links; gone with its value.
private final class LinkFolder {
    let path: String
    private var names: [String] = []

    init(in folders: [String]) throws(LoadError) {
        for folder in folders {
            if let path = Self.make(in: folder) {
                self.path = path
                return
            }
        }
        throw .unusable(
            component: "Japanese dictionary",
            reason: "no folder for temporary files is writable; set TMPDIR to one")
    }

    func link(_ name: String, in folder: String) throws(LoadError) {
        guard symlink(folder + "/" + name, path + "/" + name) == 0 else {
            throw .unusable(
                component: "Japanese dictionary", reason: "can't link \(name) into \(path)")
        }
        names.append(name)
    }

    func write(_ text: String, to name: String) throws(LoadError) {
        names.append(name)
        guard let file = fopen(path + "/" + name, "we") else {
            throw .unusable(component: "Japanese dictionary", reason: "can't write into \(path)")
        }
        let isWritten = fputs(text, file) >= 0
        guard fclose(file) == 0, isWritten else {
            throw .unusable(component: "Japanese dictionary", reason: "\(path) is full")
        }
    }

    private static func make(in folder: String) -> String? {
        var template = Array((folder + "/syrinx-mecab-XXXXXX").utf8CString)
        return template.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, mkdtemp(base) != nil else { return nil }
            return String(cString: base)
        }
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }
}
