import ArgumentParser

/// The arguments as the system handed them over.
enum ArgumentBytes {
    /// Refuses arguments that are not UTF-8: repaired, the name of a file would be that of
    /// another.
    static func check() throws(ValidationError) {
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = CommandLine.unsafeArgv[index],
                String(validatingCString: argument) == nil
            else { continue }
            throw ValidationError(
                "argument \(index) is not UTF-8: '\(String(cString: argument))'; rename the file, "
                    + "or hand over the text in a file or on standard input")
        }
    }
}
