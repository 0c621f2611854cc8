import Synchronization

/// Letters of other scripts in Latin ones, by ICU, for a word that stands in an English
/// sentence: `Привет` as `Privet`, `서울` as `seoul`. A whole sentence in another script
/// is found to be in another language and never comes here.
public enum ForeignLetters {
    /// The letters as ASCII; those that ICU knows no Latin ones for stay. Empty without ICU's
    /// transform.
    public static func ascii(_ letters: String) -> String {
        transform.withLock { $0?.run(letters) ?? "" }
    }

    /// Opened when it is first needed, as that takes a tenth of a second; ICU's handles
    /// are for one thread at a time, which the lock sees to.
    private static let transform = Mutex<Transliterator?>(
        Transliterator("Any-Latin; Latin-ASCII"))
}
