internal import StrictJSON

/// The JSON of a weight file, a value at a time and without a tree; its errors name the file.
struct FileJSON: ~Copyable {
    private let region: ByteRegion
    private var reader: JSONReader

    init(_ region: ByteRegion) {
        self.region = region
        // The region's size bounds the number of values.
        reader = JSONReader(region.withBytes { Array($0) })
    }

    /// Reads an object: the function gets each key and must read or skip its value.
    mutating func object(
        _ member: (String, inout FileJSON) throws(WeightError) -> Void
    ) throws(WeightError) {
        try told { (reader) throws(JSONError) in try reader.enterObject() }
        while let key = try told({ (reader) throws(JSONError) in try reader.nextKey() }) {
            try member(key, &self)
        }
    }

    /// Reads an array: the function must read or skip each element.
    mutating func array(
        _ element: (inout FileJSON) throws(WeightError) -> Void
    ) throws(WeightError) {
        try told { (reader) throws(JSONError) in try reader.enterArray() }
        while try told({ (reader) throws(JSONError) in try reader.nextElement() }) {
            try element(&self)
        }
    }

    /// A whole number that isn't negative.
    mutating func count() throws(WeightError) -> Int {
        try told { (reader) throws(JSONError) in try reader.wholeNumber() }
    }

    mutating func string() throws(WeightError) -> String {
        try told { (reader) throws(JSONError) in try reader.string() }
    }

    /// Passes over a value.
    mutating func skip() throws(WeightError) {
        try told { (reader) throws(JSONError) in try reader.skip() }
    }

    /// Only white space may follow.
    mutating func end() throws(WeightError) {
        try told { (reader) throws(JSONError) in try reader.end() }
    }

    private mutating func told<Value>(
        _ read: (inout JSONReader) throws(JSONError) -> Value
    ) throws(WeightError) -> Value {
        do throws(JSONError) {
            return try read(&reader)
        } catch {
            throw region.malformed("its JSON at \(error)")
        }
    }
}
