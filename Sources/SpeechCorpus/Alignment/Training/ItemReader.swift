internal import AudioSignal

/// Reads recordings and keeps their cepstra.
struct ItemReader: Sendable {
    private let utterances: [AlignmentUtterance]
    private let numbers: [String: Int]
    private let settings: AlignmentSettings
    private let store: CepstrumStore
    private let most: Int
    private let audio: @Sendable (Int) throws -> AudioBuffer
    private let maker = CepstrumMaker()

    init(
        utterances: [AlignmentUtterance], symbols: [String], settings: AlignmentSettings,
        store: CepstrumStore, most: Int, audio: @escaping @Sendable (Int) throws -> AudioBuffer
    ) {
        self.utterances = utterances
        numbers = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })
        self.settings = settings
        self.store = store
        self.most = most
        self.audio = audio
    }

    /// Reads one, or tells why it can't be aligned.
    func item(
        _ index: Int
    ) throws(AlignmentError) -> Result<AlignmentItem, AlignmentRejection> {
        let words = utterances[index].words
        guard !words.isEmpty else { return .failure(AlignmentRejection(.noWords)) }
        if let word = words.first(where: {
            $0.pronunciations.isEmpty || $0.pronunciations.contains([])
        }) {
            return .failure(AlignmentRejection(.noPronunciation, "'\(word.text.prefix(80))'"))
        }
        let buffer: AudioBuffer
        do {
            buffer = try audio(index)
        } catch {
            return .failure(AlignmentRejection(.unreadable, "\(error)"))
        }
        guard buffer.rate == AlignmentSettings.rate else {
            return .failure(
                AlignmentRejection(
                    .unreadable, "it has \(buffer.rate.hertz) Hz instead of 16000"))
        }
        guard buffer.duration <= settings.longest else {
            return .failure(
                AlignmentRejection(
                    .tooLong, "\(buffer.duration.seconds) s; divide it and its text"))
        }
        let phones = words.reduce(0) { $0 + ($1.pronunciations.map(\.count).min() ?? 0) }
        let frames = CepstrumMaker.frames(samples: buffer.samples.count)
        guard !buffer.isEmpty, phones * PhoneGraph.thirds <= frames else {
            return .failure(
                AlignmentRejection(
                    .tooShort, "\(phones) phones in \(buffer.duration.seconds) s"))
        }
        guard let cepstra = maker.cepstra(of: buffer) else {
            return .failure(AlignmentRejection(.silent))
        }
        let place = try store.append(cepstra)
        return .success(
            AlignmentItem(
                index: index,
                words: words.map { word in
                    word.pronunciations.prefix(most).map { $0.compactMap { numbers[$0] } }
                },
                place: place, samples: buffer.samples.count))
    }
}
