/// The metadata of a profile's file, each field checked as it is read.
struct ProfileFields {
    private let fields: [String: String]
    private let source: String

    /// No field needs more bytes.
    private static let longest = 4096

    init(_ fields: [String: String], source: String) {
        self.fields = fields
        self.source = source
    }

    /// A field as it is.
    func text(_ key: String) throws(VoiceLibraryError) -> String {
        guard let text = fields[key] else {
            throw .notAProfile(source: source, reason: "its metadata has no '\(key)'")
        }
        guard text.utf8.count <= Self.longest else {
            throw .notAProfile(
                source: source, reason: "'\(key)' has more than \(Self.longest) bytes")
        }
        return text
    }

    /// A field's value.
    ///
    /// - Parameter expected: What it should be, for the error.
    func value<Value>(
        _ key: String, _ expected: String, _ read: (String) -> Value?
    ) throws(VoiceLibraryError) -> Value {
        guard let value = read(try text(key)) else { throw wrong(key, expected) }
        return value
    }

    func wrong(_ key: String, _ expected: String) -> VoiceLibraryError {
        .notAProfile(
            source: source,
            reason: "'\(key)' is '\((fields[key] ?? "").prefix(80))', expected \(expected)")
    }
}
