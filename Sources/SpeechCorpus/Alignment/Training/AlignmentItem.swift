/// An utterance that can be aligned: its cepstra are kept, its phones are numbers.
struct AlignmentItem: Sendable {
    /// Its number in the corpus.
    let index: Int
    /// Words × pronunciations × numbers of phones.
    let words: [[[Int]]]
    /// Where its cepstra are.
    let place: CepstrumStore.Place
    /// How many samples it has.
    let samples: Int
    /// The model's state in each frame, where a recogniser has told.
    var states: [Int32]?

    var frames: Int { place.count / CepstrumMaker.count }
}
