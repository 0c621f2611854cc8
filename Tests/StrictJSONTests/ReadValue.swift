import StrictJSON

/// A whole value as it was read, to compare with.
indirect enum ReadValue: Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([ReadValue])
    case object([Member])

    struct Member: Equatable {
        let key: String
        let value: ReadValue
    }

    /// Reads a whole text.
    init(_ bytes: [UInt8], mostValues: Int = .max) throws(JSONError) {
        var reader = JSONReader(bytes, mostValues: mostValues)
        self = try ReadValue(from: &reader)
        try reader.end()
    }

    init(_ text: String) throws(JSONError) { try self.init(Array(text.utf8)) }

    private init(from reader: inout JSONReader) throws(JSONError) {
        switch try reader.kind() {
        case .null:
            try reader.null()
            self = .null
        case .bool: self = .bool(try reader.bool())
        case .number: self = .number(try reader.number())
        case .string: self = .string(try reader.string())
        case .array:
            var elements: [ReadValue] = []
            try reader.enterArray()
            while try reader.nextElement() { elements.append(try ReadValue(from: &reader)) }
            self = .array(elements)
        case .object:
            var members: [Member] = []
            try reader.enterObject()
            while let key = try reader.nextKey() {
                members.append(Member(key: key, value: try ReadValue(from: &reader)))
            }
            self = .object(members)
        }
    }
}

/// What is wrong with a text when all of it is passed over; nil where it is JSON.
func mistake(skipping bytes: [UInt8], mostValues: Int = .max) -> JSONError? {
    var reader = JSONReader(bytes, mostValues: mostValues)
    do throws(JSONError) {
        try reader.skip()
        try reader.end()
        return nil
    } catch {
        return error
    }
}

/// What is wrong with a text when all of it is read; nil where it is JSON.
func mistake(reading bytes: [UInt8], mostValues: Int = .max) -> JSONError? {
    do throws(JSONError) {
        _ = try ReadValue(bytes, mostValues: mostValues)
        return nil
    } catch {
        return error
    }
}
