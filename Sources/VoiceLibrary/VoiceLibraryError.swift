/// Why voice profiles can't be kept, found or used; a case for each remedy.
public enum VoiceLibraryError: Error, Sendable, Equatable {
    /// A field has a value that it can't have.
    case invalid(field: String, value: String, expected: String)
    /// There is no profile of that name or ID.
    case unknown(name: String, near: [String])
    /// Another voice has the name. Remedy: another name, or rename or delete that one.
    case nameTaken(name: String)
    /// A profile with the same ID was made of something else. Remedy: delete it first.
    case idTaken(id: String, name: String)
    /// The profile was made for another network. Remedy: make it anew from the clip.
    case otherModel(name: String, made: ContentHash, wanted: ContentHash)
    /// Nothing can be learnt of a voice from the clip. Remedy: as the problems say.
    case unusableClip(problems: [ClipProblem])
    /// Features that can't be kept. Remedy: mend what made them.
    case unusableFeatures(tensor: String?, reason: String)
    /// A file that is no voice profile, or a damaged one. Remedy: export it again.
    case notAProfile(source: String, reason: String)
    /// A file that a newer version of the program made.
    case newerFile(source: String, version: String)
    /// The features of a profile are gone or were changed from outside. Remedy: add or import it
    /// again, which mends it.
    case featuresLost(name: String, path: String, reason: String)
    /// No more profiles are taken. Remedy: delete some.
    case tooMany(limit: Int)
    /// The disk is full. Remedy: free some space.
    case diskFull(path: String)
    /// A file can't be written.
    case notWritable(path: String, reason: String)
    /// The data folder can't be used. Remedy: another, or its permissions.
    case folder(path: String, reason: String)
    /// The database is no database, or damaged. Remedy: move it away, and import the profiles
    /// beside it.
    case damaged(path: String, reason: String)
    /// The database was made by a newer version of the program.
    case newer(path: String)
    /// The database refused for another reason, such as being locked for long.
    case database(path: String, reason: String)
}

extension VoiceLibraryError: CustomStringConvertible {
    /// What is wrong, where, and the remedy, in one line.
    public var description: String {
        switch self {
        case .invalid(let field, let value, let expected):
            "\(field): '\(value.prefix(80))' is not valid; expected \(expected)"
        case .unknown(let name, let near):
            "there is no voice profile '\(name.prefix(80))'; "
                + (near.isEmpty
                    ? "`syrinx profiles list` shows those that there are"
                    : "did you mean \(near.joined(separator: ", "))?")
        case .nameTaken(let name):
            "name: another voice is called '\(name)'; choose another name, or rename or delete "
                + "that one"
        case .idTaken(let id, let name):
            "id: the profile '\(name)' has the same, \(id), and another clip or model; delete it "
                + "first if this one is to take its place"
        case .otherModel(let name, let made, let wanted):
            "the voice profile '\(name)' was made for another model (\(made.short), not "
                + "\(wanted.short)); make it again from its clip"
        case .unusableClip(let problems):
            problems.map(\.description).joined(separator: "; ")
        case .unusableFeatures(let tensor, let reason):
            "features" + (tensor.map { ": '\($0.prefix(100))'" } ?? "") + ": \(reason)"
        case .notAProfile(let source, let reason):
            "\(source): no voice profile, or a damaged one: \(reason); export it again with "
                + "`syrinx profiles export`"
        case .newerFile(let source, let version):
            "\(source): a newer version of the program made it (format \(version.prefix(20))); "
                + "import it with that one"
        case .featuresLost(let name, let path, let reason):
            "the voice profile '\(name)' lost its features: \(path): \(reason); add or import it "
                + "again, which mends it"
        case .tooMany(let limit):
            "there are \(limit) voice profiles already, which is the most; delete some"
        case .diskFull(let path):
            "\(path): the disk is full; free some space, or choose another data folder"
        case .notWritable(let path, let reason):
            "\(path): can't be written (\(reason)); choose another place"
        case .folder(let path, let reason):
            "the data folder \(path) can't be used: \(reason); choose another or change its "
                + "permissions"
        case .damaged(let path, let reason):
            "the database \(path) is damaged (\(reason)); restore it, or move it and the folder "
                + "`profiles` beside it away and import the files in there"
        case .newer(let path):
            "the database \(path) was made by a newer version; use that one, or another data folder"
        case .database(let path, let reason): "the database \(path): \(reason)"
        }
    }
}
