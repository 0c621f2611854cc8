import SpeechModel

/// The letters of a text for which no reading is known, each once.
struct UnreadLetters {
    private(set) var letters = String.UnicodeScalarView()

    /// More different ones are not told.
    private static let most = 20

    /// Notes a letter; marks and symbols are left out without a word.
    mutating func note(_ scalar: Unicode.Scalar) {
        guard scalar.properties.isAlphabetic, letters.count < Self.most, !letters.contains(scalar)
        else { return }
        letters.append(scalar)
    }

    var unread: [Unread] { letters.isEmpty ? [] : [.letters(String(letters))] }
}
