/// A safetensors file whose tensors grow while it is written: for data that memory doesn't hold.
///
/// Tensors come one after the other, each with an axis 0 of any length. Room for the header is
/// kept at the beginning and filled at the end. The file gets its name when it is complete; what
/// was there before stays until then.
public final class SafetensorsStream {
    private let path: String
    private let file: CompleteFile
    private let room: Int
    private var entries: [String] = []
    private var names: Set<String> = ["__metadata__"]
    /// The tensor that grows: its name, its type less axis 0, and where it begins.
    private var current: (name: String, element: ElementType, row: [Int], start: Int)?
    private var offset = 0

    /// Starts a file.
    ///
    /// - Parameter room: Bytes kept for the header, the metadata in it.
    public init(at path: String, room: Int = 4096) throws(WeightError) {
        precondition((64...SafetensorsFile.longestHeader).contains(room), "room of \(room) bytes")
        self.path = path
        self.room = room.roundedUp(to: TensorStorage.alignment)
        file = try CompleteFile(at: path)
        try write([UInt8](repeating: 0x20, count: self.room))
    }

    /// Bytes of the file so far, the header's room included.
    public var byteCount: Int { room + offset }

    /// Begins a tensor, which ends the one before.
    ///
    /// - Parameter row: Its shape behind axis 0.
    /// - Throws: ``WeightError/Problem/ambiguous(_:)`` for a name that was there.
    public func begin(
        _ name: String, _ element: ElementType, row: [Int] = []
    ) throws(WeightError) {
        try end()
        guard names.insert(name).inserted else {
            throw WeightError(file: path, tensor: name, .ambiguous("it is written twice"))
        }
        current = (name, element, row, offset)
    }

    /// Appends elements to the tensor that was begun last.
    ///
    /// - Precondition: There is one, of this type.
    public func append<Element: TensorElement>(_ elements: [Element]) throws(WeightError) {
        precondition(current?.element == Element.elementType, "\(Element.self) for another tensor")
        let failure: WeightError? = elements.withUnsafeBytes { bytes in
            do throws(WeightError) { try file.write(bytes) } catch { return error }
            return nil
        }
        if let failure { throw failure }
        offset += elements.count * Element.elementType.byteCount
    }

    /// Completes the file.
    ///
    /// - Throws: ``WeightError``, if it can't be written, the header has no room, or a tensor ends
    ///   within a row.
    public func finish(metadata: [String: String] = [:]) throws(WeightError) {
        try end()
        if !metadata.isEmpty { entries.insert(SafetensorsText.entry(metadata), at: 0) }
        var header = Array("{\(entries.joined(separator: ","))}".utf8)
        guard header.count <= room - 8 else {
            throw WeightError(file: path, .tooLarge("its header", limit: room - 8))
        }
        header += [UInt8](repeating: 0x20, count: room - 8 - header.count)
        let length = UInt64(header.count)
        header.insert(
            contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }, at: 0)
        let failure: WeightError? = header.withUnsafeBytes { bytes in
            do throws(WeightError) { try file.overwrite(bytes, at: 0) } catch { return error }
            return nil
        }
        if let failure { throw failure }
        try file.finish()
    }

    private func end() throws(WeightError) {
        guard let (name, element, row, start) = current else { return }
        let width = row.reduce(element.byteCount, *)
        guard width > 0, (offset - start) % width == 0 else {
            throw WeightError(
                file: path, tensor: name, .malformed("it ends within a row of \(row)"))
        }
        let type = TensorType(element, [(offset - start) / width] + row)
        entries.append(SafetensorsText.entry(name, type, from: start, to: offset))
        current = nil
    }

    private func write(_ bytes: [UInt8]) throws(WeightError) {
        let failure: WeightError? = bytes.withUnsafeBytes { bytes in
            do throws(WeightError) { try file.write(bytes) } catch { return error }
            return nil
        }
        if let failure { throw failure }
    }
}

extension Int {
    /// The least multiple of a size that is not below this.
    fileprivate func roundedUp(to size: Int) -> Int { (self + size - 1) / size * size }
}
