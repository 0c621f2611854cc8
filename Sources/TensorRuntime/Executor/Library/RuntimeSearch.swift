internal import Glibc

/// Where a runtime's shared library is looked for.
///
/// Nothing is linked: Syrinx starts without any of them. In this order: a path that somebody
/// named, `../lib/syrinx` beside the executable, the executable's own folder, `.deps` of a checkout
/// that the executable or the working directory lies in, and what the system's loader finds.
struct RuntimeSearch: Sendable {
    /// As people call it.
    let library: String
    /// The environment's variable that names the file or its folder.
    let variable: String
    /// The file's name, as in `libonnxruntime.so`; a version may follow.
    let file: String
    /// The folder in `.deps`.
    let folder: String
    /// How to come by it.
    let source: String

    static let onnxRuntime = RuntimeSearch(
        library: "ONNX Runtime", variable: "SYRINX_ONNXRUNTIME", file: "libonnxruntime.so",
        folder: "runtimes/onnxruntime/capi", source: wheels)
    static let openVINO = RuntimeSearch(
        library: "OpenVINO", variable: "SYRINX_OPENVINO", file: "libopenvino_c.so",
        folder: "runtimes/openvino/libs", source: wheels)
    static let torch = RuntimeSearch(
        library: "libtorch", variable: "SYRINX_TORCH", file: "libsyrinx-torch.so",
        folder: "torch",
        source: "Compile its door with `scripts/torch-door` against Debian's libtorch-dev or the "
            + "libtorch that TORCH_ROOT names")

    private static let wheels = "Fetch it with `scripts/setup --runtimes`"

    var remedy: String {
        "\(source), or name the file or its folder in \(variable)"
    }

    /// Loads the first that is found.
    ///
    /// - Parameter path: File or folder; nil: as the environment says. One that is named is the
    ///   only one tried.
    func open(_ path: String?) throws(ExecutionError) -> (
        handle: UnsafeMutableRawPointer, path: String
    ) {
        let named = path ?? getenv(variable).map { String(cString: $0) }
        if let named, !named.isEmpty {
            let isFolder = Self.isFolder(named)
            guard let file = isFolder ? newest(in: named) : named else {
                throw missing("there is no \(file) in \(named)")
            }
            return try load(file)
        }
        var looked: [String] = []
        for folder in folders() {
            if let file = newest(in: folder) { return try load(file) }
            looked.append(folder)
        }
        if let handle = dlopen(file, RTLD_NOW | RTLD_LOCAL) { return (handle, file) }
        throw missing(
            "it is neither in \(looked.joined(separator: ", ")) nor on the system's path")
    }

    private func load(_ path: String) throws(ExecutionError) -> (
        handle: UnsafeMutableRawPointer, path: String
    ) {
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            throw missing(dlerror().map { String(cString: $0) } ?? "\(path) is no library")
        }
        return (handle, path)
    }

    private func missing(_ reason: String) -> ExecutionError {
        .libraryMissing(library: library, reason: reason, remedy: remedy)
    }

    /// Folders to look in, nearest first.
    private func folders() -> [String] {
        var folders: [String] = []
        let executable = Self.executableFolder
        if let executable { folders += ["\(executable)/../lib/syrinx", executable] }
        for start in [executable, Self.workingFolder].compactMap({ $0 }) {
            var above = Substring(start)
            while !above.isEmpty {
                let folder = "\(above)/.deps/\(self.folder)"
                if !folders.contains(folder), Self.isTrusted("\(above)/.deps") {
                    folders.append(folder)
                }
                above = above[..<(above.lastIndex(of: "/") ?? above.startIndex)]
            }
        }
        return folders
    }

    /// The library's file in a folder: the plain name, or else the highest version.
    private func newest(in folder: String) -> String? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var versions: [[Int]: String] = [:]
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == file { return "\(folder)/\(name)" }
            guard name.hasPrefix(file + ".") else { continue }
            let version = name.dropFirst(file.count + 1).split(separator: ".").map { Int($0) }
            if !version.contains(nil) { versions[version.compactMap { $0 }] = name }
        }
        return versions.max { $0.key.lexicographicallyPrecedes($1.key) }
            .map { "\(folder)/\($0.value)" }
    }

    private static var executableFolder: String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        let text = String(cString: path)
        return text.lastIndex(of: "/").map { String(text[..<$0]) }
    }

    private static var workingFolder: String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a folder was made by this user or the administrator and nobody else may write it:
    /// a library out of somebody else's folder would be somebody else's code.
    private static func isTrusted(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
        return (status.st_uid == getuid() || status.st_uid == 0)
            && status.st_mode & (S_IWOTH | S_IWGRP) == 0
    }
}
