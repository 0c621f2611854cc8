/// Something of a segment that is not said as it is written.
public enum Unread: Sendable, Hashable {
    /// Letters for which no reading is known: they are left out.
    case letters(String)
    /// A pronunciation with a sound that the voice has no sign for: the words are read
    /// as they are written.
    case pronunciation(ipa: String)
}
