import CMeCab
import Glibc
public import SpeechModel
public import SpeechText

/// The dictionary that MeCab reads with: naist-jdic as Open JTalk has it.
///
/// The distribution's folder lacks the `dicrc` that MeCab asks for, and it isn't
/// ours to write into. So MeCab is given a folder of links with a `dicrc` of ours,
/// which is removed as soon as the files are open.
public final class JapaneseDictionary: JapaneseWordAnalyzer, @unchecked Sendable {
    // Unchecked: the handle never changes, and cmecab_read only reads it.
    private let handle: OpaquePointer

    /// The distribution's package.
    public static let package = "open-jtalk-mecab-naist-jdic"
    /// Where the package puts it.
    public static let folder = "/var/lib/mecab/dic/open-jtalk/naist-jdic"
    /// What to do where it isn't there.
    public static let remedy = "install the package \(package)"

    private static let files = ["sys.dic", "unk.dic", "char.bin", "matrix.bin"]

    /// Where temporary files may go: TMPDIR, else the usual places.
    public static var temporaryFolders: [String] {
        [getenv("TMPDIR").map { String(cString: $0) }, "/tmp", "/dev/shm"].compactMap { $0 }
    }

    /// Whether the dictionary's files are there.
    public static func isInstalled(in folder: String = folder) -> Bool {
        files.allSatisfy { access(folder + "/" + $0, R_OK) == 0 }
    }

    /// Opens the dictionary of a folder, with links in the first writable one of the
    /// others. The system maps the files: opening takes a few milliseconds.
    public init(
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

    /// The words of a text, in full width.
    ///
    /// - Complexity: O(*n*): a text of more than 6000 bytes is read in pieces, which
    ///   end behind marks where there are any.
    public func words(of text: String) -> [JapaneseWord] {
        let utf8 = Array(text.utf8)
        var words: [JapaneseWord] = []
        var start = 0
        while start < utf8.count {
            let end = Self.pieceEnd(utf8, from: start)
            read(utf8, start..<end) { range, features, isKnown in
                let surface = String(decoding: utf8[range], as: UTF8.self)
                words += DictionaryEntry(features, isKnown: isKnown).words(surface, at: range)
            }
            start = end
        }
        return words
    }

    /// How many bytes are read at once.
    static let pieceLimit = 6000

    /// Where the piece that begins at a place ends: behind the last mark in its second half, or
    /// else at a character's end.
    private static func pieceEnd(_ utf8: [UInt8], from start: Int) -> Int {
        guard utf8.count - start > pieceLimit else { return utf8.count }
        var end = start + pieceLimit
        while end > start, utf8[end] & 0xC0 == 0x80 { end -= 1 }
        var place = end
        while place > start + pieceLimit / 2 {
            // 、 and 。
            if utf8[place - 3] == 0xE3, utf8[place - 2] == 0x80,
                utf8[place - 1] == 0x81 || utf8[place - 1] == 0x82
            {
                return place
            }
            place -= 1
        }
        return end
    }

    /// Calls `body` with each word's place in all bytes, its features, and whether it is known.
    private func read(
        _ utf8: [UInt8], _ piece: Range<Int>, _ body: (Range<Int>, String, Bool) -> Void
    ) {
        final class Words { var all: [(Range<Int>, String, Bool)] = [] }
        let words = Words()
        let result = utf8.withUnsafeBytes { bytes in
            // The object outlives the call that is lent it.
            cmecab_read(
                handle,
                bytes.baseAddress?.advanced(by: piece.lowerBound)
                    .assumingMemoryBound(to: CChar.self),
                piece.count,
                { context, start, length, features, isKnown in
                    guard let context, let features else { return }
                    Unmanaged<Words>.fromOpaque(context).takeUnretainedValue().all
                        .append((start..<start + length, String(cString: features), isKnown != 0))
                }, Unmanaged.passUnretained(words).toOpaque())
        }
        guard result == 0 else { return }
        for (range, features, isKnown) in words.all {
            body(
                range.lowerBound + piece.lowerBound..<range.upperBound + piece.lowerBound, features,
                isKnown)
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
