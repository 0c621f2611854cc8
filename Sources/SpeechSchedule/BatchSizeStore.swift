import FoundationEssentials
import Glibc
public import SpeechModel

/// Keeps the best batch size of each voice on each device in a small JSON file.
public struct BatchSizeStore: Sendable {
    /// Why the file can't be used.
    public enum StoreError: Error, Equatable, Sendable {
        /// It is there, but not what this wrote. Remedy: delete it and measure again.
        case malformed(path: String, reason: String)
        /// It can't be read or written; with the system's reason.
        case inaccessible(path: String, reason: String)
    }

    /// What is kept of a measurement.
    private struct Entry: Codable {
        var batch: Int
        var throughput: Double
        var peakBytes: Int?
    }

    private struct Contents: Codable {
        var version = 1
        /// By device, then by voice.
        var devices: [String: [String: Entry]] = [:]
    }

    /// Where the file is or will be.
    public let path: String
    /// The device that sizes are looked up for.
    public let device: String

    /// Makes a store.
    ///
    /// - Parameter device: Its name; by default this machine's processor, its number of
    ///   cores and the size of its memory.
    public init(path: String, device: String = DeviceName.current) {
        self.path = path
        self.device = device
    }

    /// The best sizes of this device; empty while nothing has been measured.
    public func sizes() throws(StoreError) -> BatchSizes {
        var sizes = BatchSizes()
        for (voice, entry) in try contents().devices[device] ?? [:] {
            sizes.note(entry.batch, for: VoiceID(voice))
        }
        return sizes
    }

    /// Notes what a sweep found for a voice. The file is replaced in one step, so that
    /// readers see the old or the new one.
    public func save(_ outcome: BatchSweep.Outcome, for voice: VoiceID) throws(StoreError) {
        var contents = try contents()
        let best = outcome.measurements.first { $0.batch == outcome.best }
        contents.devices[device, default: [:]][voice.name] = Entry(
            batch: outcome.best, throughput: best?.throughput ?? 0, peakBytes: best?.peakBytes)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        do {
            try replaceFile(with: [UInt8](encoder.encode(contents)) + [0x0A])
        } catch let error as StoreError {
            throw error
        } catch {
            throw .malformed(path: path, reason: "\(error)")
        }
    }

    private func contents() throws(StoreError) -> Contents {
        guard access(path, F_OK) == 0 else { return Contents() }
        guard let file = fopen(path, "re") else { throw inaccessible() }
        defer { fclose(file) }
        // Far more than any number of voices needs.
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw inaccessible() }
        do {
            let contents = try JSONDecoder().decode(Contents.self, from: Data(bytes[..<count]))
            guard contents.version == 1 else {
                throw StoreError.malformed(
                    path: path, reason: "it is of version \(contents.version), not 1")
            }
            return contents
        } catch let error as StoreError {
            throw error
        } catch {
            throw .malformed(path: path, reason: "it is not the JSON of batch sizes")
        }
    }

    private func replaceFile(with bytes: [UInt8]) throws(StoreError) {
        let temporary = "\(path).\(getpid()).new"
        guard let file = fopen(temporary, "we") else { throw inaccessible() }
        var isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
        isWritten = fflush(file) == 0 && isWritten
        isWritten = fsync(fileno(file)) == 0 && isWritten
        let error = inaccessible()
        isWritten = fclose(file) == 0 && isWritten
        guard isWritten else {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let error = inaccessible()
            unlink(temporary)
            throw error
        }
    }

    private func inaccessible() -> StoreError {
        .inaccessible(path: path, reason: String(cString: strerror(errno)))
    }
}
