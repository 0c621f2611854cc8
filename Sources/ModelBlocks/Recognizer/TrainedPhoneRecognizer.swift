public import TensorRuntime

/// A recogniser of phones with its weights, what its phones are, and the spectrum that it was
/// trained on.
public struct TrainedPhoneRecognizer: Sendable {
    /// The network.
    public let recognizer: PhoneRecognizer
    /// Its parameters.
    public let weights: WeightStore
    /// What it hears as one, by the network's number less one: the numbers of phonemes in the
    /// table of all languages, which mean the same everywhere. None is in two.
    public let phones: [[Int]]
    /// Samples per second.
    public let rate: Int
    /// Samples of a frame that the mel spectrum is made of.
    public let melSize: Int
    /// Samples from frame to frame.
    public let hop: Int
    /// Sums of magnitudes that make mel bands, bands × bins.
    public let melBasis: [Float]

    /// Takes what a training exported: ``PhoneRecognizer/init(weights:)`` with `rate`, `mel.size`,
    /// `mel.hop`, `phones` (each the numbers of its phonemes with commas, spaces between them) and
    /// the tensor `mel.basis` besides.
    ///
    /// - Throws: ``PhoneRecognizerError``.
    public init(_ weights: WeightStore) throws(PhoneRecognizerError) {
        recognizer = try PhoneRecognizer(weights: weights)
        let fields = WeightFields<PhoneRecognizerError>(weights)
        rate = try fields.number("rate", 4_000...192_000)
        melSize = try fields.number("mel.size", 2...65_536)
        hop = try fields.number("mel.hop", 1...melSize)
        melBasis = try fields.numbers("mel.basis", [recognizer.bands, melSize / 2 + 1])
        guard let phones = Self.phones(weights.metadata["phones"] ?? ""),
            phones.count == recognizer.phones
        else {
            throw .wrongMetadata(
                name: "phones", value: weights.metadata["phones"],
                expected: "different numbers of phonemes for each of \(recognizer.phones) phones")
        }
        self.phones = phones
        var parameters = weights
        parameters["mel.basis"] = nil
        self.weights = parameters
    }

    /// Writes what each phone is as the metadata have it.
    public static func text(_ phones: [[Int]]) -> String {
        phones.map { $0.map(String.init).joined(separator: ",") }.joined(separator: " ")
    }

    /// Reads that; nil where it is something else, or a phoneme is in two.
    public static func phones(_ text: String) -> [[Int]]? {
        var phones: [[Int]] = []
        var seen: Set<Int> = []
        for part in text.split(separator: " ", omittingEmptySubsequences: false) {
            var phone: [Int] = []
            for field in part.split(separator: ",", omittingEmptySubsequences: false) {
                guard let number = Int(field), (1...65_535).contains(number),
                    seen.insert(number).inserted
                else { return nil }
                phone.append(number)
            }
            phones.append(phone)
        }
        return phones
    }
}
