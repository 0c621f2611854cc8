import Glibc
import SpeechModel

/// The espeak-ng program, found on this machine.
struct EspeakProgram: Sendable {
    /// The folder and the file name of the program.
    let folder: String
    let name: String

    var path: String { folder + "/" + name }

    /// PATH with the program's folder before the others.
    var searchPath: String { folder + ":" + (Self.environment("PATH") ?? "") }

    static let package = "espeak-ng"
    static let remedy = "install the package \(package), or name the program in SYRINX_ESPEAK"

    /// Looks where SYRINX_ESPEAK says, else in the folders of PATH.
    init() throws(LoadError) {
        try self.init(
            named: Self.environment("SYRINX_ESPEAK"), path: Self.environment("PATH") ?? "")
    }

    /// Takes the program of a path, else looks in folders divided by colons.
    init(named: String?, path: String) throws(LoadError) {
        if let named, !named.isEmpty {
            guard named.contains("/"), Self.isExecutable(named) else {
                throw .missing(
                    component: "espeak-ng",
                    remedy: "SYRINX_ESPEAK is '\(named)', which is not the path of a program")
            }
            self.init(path: named)
            return
        }
        for folder in path.split(separator: ":") {
            let path = "\(folder)/espeak-ng"
            if Self.isExecutable(path) {
                self.init(path: path)
                return
            }
        }
        throw .missing(component: "espeak-ng", remedy: Self.remedy)
    }

    private init(path: String) {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        folder = slash == path.startIndex ? "/" : String(path[..<slash])
        name = String(path[path.index(after: slash)...])
    }

    /// What the program prints when it is asked for its voices or its version.
    ///
    /// - Parameter seconds: It is killed when it takes longer.
    /// - Throws: When it can't be run, is killed, or ends with an error.
    func answer(to option: Option, within seconds: Double = 10) throws(LoadError) -> String {
        // Through a shell: a path may hold anything but a NUL, also quotes.
        let quoted =
            "'"
            + path.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
        // `timeout` is one of the coreutils, which every system has.
        let command = "exec timeout -s KILL \(seconds) \(quoted) \(option.rawValue)"
        guard let pipe = popen(command + " 2>/dev/null </dev/null", "re") else {
            throw .unusable(component: "espeak-ng", reason: "\(path) can't be run")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = fread(&buffer, 1, buffer.count, pipe)
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= Self.longestAnswer else {
                // It is killed, or ends since nobody reads any more.
                pclose(pipe)
                throw .unusable(
                    component: "espeak-ng",
                    reason: "\(path) \(option.rawValue) prints without an end")
            }
        }
        let status = pclose(pipe)
        // By the signal, or by a shell's number for it.
        if status & 0x7F == SIGKILL || status >> 8 == 128 + SIGKILL {
            throw .unusable(
                component: "espeak-ng",
                reason: "\(path) \(option.rawValue) had to be killed after \(seconds) s")
        }
        guard status == 0 else {
            throw .unusable(
                component: "espeak-ng", reason: "\(path) \(option.rawValue) ended with an error")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// In bytes; its list of voices has 12 KB.
    private static let longestAnswer = 1 << 20

    /// What the program can be asked.
    enum Option: String {
        case voices = "--voices"
        case version = "--version"
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return access(path, X_OK) == 0 && stat(path, &status) == 0
            && status.st_mode & S_IFMT == S_IFREG
    }
}
