public import SpeechText

/// Why a segment or a batch could not be spoken; a case for each remedy.
public enum SynthesisError: Error, Equatable, Sendable {
    /// The voice doesn't speak the language. Remedy: another voice.
    case unsupported(language: Language, voice: VoiceID)
    /// No such voice here. Remedy: one of `syrinx voices`.
    case unknownVoice(VoiceID)
    /// The segment is longer than the family takes. Remedy: plan with this limit,
    /// in Latin characters.
    case segmentTooLong(limit: Int)
    /// Memory ran out. Remedy: a smaller batch.
    case outOfMemory
    /// A part that the family needs is gone. Remedy: as told.
    case missing(component: String, remedy: String)
    /// The family failed for a reason of its own. Remedy: once more, another
    /// seed, another family.
    case failed(String)
    /// Nothing came from a family or a program of it for so many seconds. Remedy: once
    /// more, another family.
    case stalled(component: String, seconds: Int)
    /// The work was cancelled.
    case cancelled
}

/// Why a family can't be loaded.
public enum LoadError: Error, Equatable, Sendable {
    /// A program, library or file is not there. Remedy: as told.
    case missing(component: String, remedy: String)
    /// Loading would take more memory than is free; both in bytes.
    case outOfMemory(needed: Int, free: Int)
    /// A file is there but can't be used.
    case unusable(component: String, reason: String)
}

extension SynthesisError {
    /// What a failure to load means for a segment.
    public init(_ error: LoadError) {
        self =
            switch error {
            case .missing(let component, let remedy):
                .missing(component: component, remedy: remedy)
            case .outOfMemory: .outOfMemory
            case .unusable(let component, let reason): .failed("\(component): \(reason)")
            }
    }
}

/// A family that could be loaded: its name, and how.
public struct FamilyEntry: Sendable {
    /// The family's stable name.
    public let id: String
    /// One line for people who choose.
    public let summary: String
    /// How many bytes the loaded family takes, files mapped for it and helping programs
    /// included; an estimate, 0 where it is not worth counting.
    public let bytes: Int
    /// Loads the family.
    public let load: @Sendable () throws(LoadError) -> any SpeechFamily

    /// Makes an entry.
    public init(
        id: String, summary: String, bytes: Int = 0,
        load: @escaping @Sendable () throws(LoadError) -> any SpeechFamily
    ) {
        self.id = id
        self.summary = summary
        self.bytes = max(0, bytes)
        self.load = load
    }
}
