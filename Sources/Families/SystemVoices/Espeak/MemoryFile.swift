import CGlibc
import Glibc
import SpeechModel

/// A file in memory without a name, from which a program can read its input.
///
/// Unlike a pipe it can't break: a program that dies before it has read all of it
/// would raise SIGPIPE, which ends a process that does not ignore it.
struct MemoryFile: ~Copyable {
    /// Positioned at the beginning; open as long as this value lives.
    let descriptor: Int32

    init(holding text: String) throws(SynthesisError) {
        let descriptor = cglibc_memory_file("speech")
        guard descriptor >= 0 else {
            throw .failed("no memory file: \(String(cString: strerror(errno)))")
        }
        var text = text
        let isWritten = text.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                guard let start = bytes.baseAddress else { break }
                let count = write(descriptor, start + written, bytes.count - written)
                if count <= 0 { return false }
                written += count
            }
            return lseek(descriptor, 0, SEEK_SET) == 0
        }
        if !isWritten {
            close(descriptor)
            throw .outOfMemory
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// A value of a type that stands for a number, such as a file descriptor, where the
    /// type itself belongs to a module that isn't ours to import.
    static func raw<Value: RawRepresentable>(_ number: Value.RawValue) -> Value {
        guard let value = Value(rawValue: number) else {
            preconditionFailure("\(number) is no \(Value.self)")
        }
        return value
    }
}
