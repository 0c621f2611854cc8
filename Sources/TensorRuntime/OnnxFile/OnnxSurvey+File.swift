internal import Glibc

extension OnnxSurvey {
    /// Surveys somebody's file, and the files beside it that it names.
    ///
    /// - Throws: ``ExecutionError/rejected(model:reason:)``: it can't be read, it is no ONNX file,
    ///   or weights outside are missing, too short or not in its folder.
    init(ofFile path: String) throws(ExecutionError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw .rejected(
                model: path, reason: "it can't be read (\(String(cString: strerror(errno))))")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .rejected(model: path, reason: "it is no file")
        }
        // Protocol Buffers go no further.
        guard status.st_size > 0, status.st_size < 1 << 31 else {
            throw .rejected(
                model: path,
                reason: "a file of \(status.st_size) bytes is no ONNX model; "
                    + "models above 2 GB keep their weights beside them")
        }
        let count = Int(status.st_size)
        guard let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), memory != MAP_FAILED
        else { throw .rejected(model: path, reason: "it can't be mapped") }
        defer { munmap(memory, count) }
        try self.init(
            reading: UnsafeRawBufferPointer(start: memory, count: count), name: path)
        try checkExternal(path)
    }

    private func checkExternal(_ path: String) throws(ExecutionError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        for tensor in tensors {
            guard let place = tensor.external else { continue }
            let wrong = { (reason: String) in
                ExecutionError.rejected(model: path, reason: "weight \(tensor.name) \(reason)")
            }
            let parts = place.location.split(separator: "/", omittingEmptySubsequences: false)
            // Runtimes have locations of their own that stand for addresses in memory, with
            // asterisks in them; in a file they would read any memory of ours.
            guard !place.location.isEmpty, !place.location.hasPrefix("/"), !parts.contains(".."),
                !place.location.contains("*"), !place.location.utf8.contains(0)
            else {
                throw wrong("lies outside the model's folder, at \(place.location.prefix(200))")
            }
            guard let root = Self.realPath(folder.isEmpty ? "/" : folder),
                let target = Self.realPath("\(folder)/\(place.location)")
            else {
                throw wrong("is missing: there is no file \(place.location.prefix(200)) beside it")
            }
            // A link may lead anywhere.
            guard target.hasPrefix(root == "/" ? root : root + "/") else {
                throw wrong("lies outside the model's folder, at \(target)")
            }
            var status = stat()
            guard stat(target, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                throw wrong("is no file: \(place.location.prefix(200))")
            }
            let size = tensor.byteCount ?? 0
            let length = place.length ?? UInt64(size)
            let (end, overflow) = place.offset.addingReportingOverflow(length)
            guard !overflow, end <= UInt64(status.st_size), length == UInt64(size) else {
                throw wrong(
                    "should have \(size) bytes in \(place.location.prefix(200)), which has "
                        + "\(status.st_size)")
            }
        }
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
