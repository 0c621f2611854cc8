internal import Glibc

/// How a weight file is read, and how much memory it may ask for.
public struct WeightReading: Sendable, Hashable {
    /// Where the tensors' bytes lie.
    public enum Access: Sendable, Hashable {
        /// In the file, mapped into memory: loading costs nothing, pages come when touched and
        /// are shared between processes.
        ///
        /// The file must not be cut short or overwritten in place while its tensors live: the
        /// system then ends the process (SIGBUS) at the next touch, which no check at opening
        /// can prevent. Replacing a file by renaming another over it is safe, and is what
        /// ``WeightStore/write(to:)`` and download tools do.
        case mapped
        /// In memory of our own: for files that somebody may change, as on a network share.
        case copied
    }

    /// Where the tensors' bytes lie.
    public var access: Access
    /// The most bytes that may be unpacked or rearranged in memory, beyond the file's own.
    /// nil: twenty times the file and 256 MiB, at most half of the machine's memory.
    public var unpackedBytes: Int?

    /// Mapped, with the usual limit, unless said otherwise.
    public init(access: Access = .mapped, unpackedBytes: Int? = nil) {
        self.access = access
        self.unpackedBytes = unpackedBytes
    }

    /// The limit for a file of this size.
    func budget(fileBytes: Int) -> UnpackingBudget {
        if let unpackedBytes { return UnpackingBudget(limit: max(0, unpackedBytes)) }
        let (product, overflow) = fileBytes.multipliedReportingOverflow(by: 20)
        let wanted = overflow ? Int.max : product.addingReportingOverflow(1 << 28).partialValue
        let memory = max(1 << 28, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)))
        return UnpackingBudget(limit: wanted < 0 ? memory / 2 : min(wanted, memory / 2))
    }
}

/// What may still be allocated on behalf of a file, so that a small one can't ask for all memory.
struct UnpackingBudget {
    let limit: Int
    private var left: Int

    init(limit: Int) {
        self.limit = limit
        left = limit
    }

    /// - Precondition: The size isn't negative.
    mutating func take(_ bytes: Int, file: String, tensor: String? = nil) throws(WeightError) {
        precondition(bytes >= 0)
        guard bytes <= left else {
            throw WeightError(
                file: file, tensor: tensor, .tooLarge("what it unpacks to", limit: limit))
        }
        left -= bytes
    }
}
