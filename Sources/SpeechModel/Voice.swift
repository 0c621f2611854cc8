public import AudioSignal
public import SpeechText

/// The stable name of a voice: `family/name`, such as `flite/slt`.
public struct VoiceID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The whole name.
    public let name: String

    /// Makes an ID of a full name.
    public init(_ name: String) { self.name = name }

    /// The name.
    public var description: String { name }

    /// Orders by name.
    public static func < (a: Self, b: Self) -> Bool { a.name < b.name }

    /// Decodes a string.
    public init(from decoder: any Decoder) throws {
        name = try decoder.singleValueContainer().decode(String.self)
    }

    /// Encodes a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

/// A voice that a family can speak with.
public struct Voice: Sendable, Equatable {
    /// Male, female or neither said.
    public enum Gender: String, Sendable, Codable, CaseIterable {
        case female, male, unspecified
    }

    /// The stable name, the same in every run and version.
    public var id: VoiceID
    /// What it speaks, its own language first.
    public var languages: [Language]
    /// One line for people who choose.
    public var description: String
    /// Male, female or neither said.
    public var gender: Gender
    /// The licence of the voice, an SPDX expression or a name.
    public var license: String
    /// The rate of the audio that it makes; the highest, where there are several.
    public var rate: SampleRate
    /// Lower rates that it makes directly, at less cost than its own ``rate`` and a conversion.
    public var lowerRates: [SampleRate]
    /// The loudness that voices are brought to by a fixed gain each where nothing else is
    /// asked, in LUFS, so that a change of voice within a text is no change of level: the
    /// median of the voices of this system. Their peaks are below -1 dBTP then but for a
    /// few of the diphone voice's, which the limiter takes.
    public static let commonLoudness = -20.0

    /// Loudness of its speech at neutral prosody in LUFS (ITU-R BS.1770-4),
    /// measured over a fixed text; nil where not measured. Streams that are
    /// to have a set loudness take a fixed gain from it.
    public var loudness: Double?
    /// How many seconds it takes for one Latin character at neutral rate, measured
    /// over a fixed text; a CJK character counts as ``SpokenLength/cjkWeight``.
    public var secondsPerCharacter: Double

    /// Makes a voice.
    public init(
        id: VoiceID, languages: [Language], description: String, gender: Gender,
        license: String, rate: SampleRate, lowerRates: [SampleRate] = [], loudness: Double? = nil,
        secondsPerCharacter: Double = 0.065
    ) {
        self.id = id
        self.languages = languages
        self.description = description
        self.gender = gender
        self.license = license
        self.rate = rate
        self.lowerRates = lowerRates
        self.loudness = loudness
        self.secondsPerCharacter = secondsPerCharacter
    }

    /// The rate to ask the voice for where another is needed in the end: the lowest of its own that
    /// isn't below it, or else the highest.
    public func rate(for needed: SampleRate) -> SampleRate {
        lowerRates.filter { $0 >= needed && $0 < rate }.min() ?? rate
    }

    /// Whether the voice speaks a language, region aside.
    public func speaks(_ language: Language) -> Bool {
        languages.contains { $0.matches(language) }
    }
}
