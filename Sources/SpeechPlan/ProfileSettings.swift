import AudioSignal

/// A profile as settings describe it: what is not given is as in the profile that
/// it is based on.
///
///     [profiles.kiosk]
///     based_on = "fast"
///     next_limit = 60
///     prebuffer_ms = 100
public struct ProfileSettings: Sendable, Equatable, Codable {
    /// The name of the profile to start from; nil means the one that is changed, or
    /// `cinematic` for a new name.
    public var basedOn: String?
    /// ``Profile/firstLimit``, 1...10,000 Latin characters.
    public var firstLimit: Int?
    /// ``Profile/nextLimit``, 1...10,000 Latin characters.
    public var nextLimit: Int?
    /// ``Profile/rate`` in hertz, 4,000...192,000.
    public var rate: Int?
    /// ``Profile/block`` in milliseconds, 1...10,000.
    public var blockMilliseconds: Double?
    /// ``Profile/preBuffer`` in milliseconds, 0...60,000.
    public var preBufferMilliseconds: Double?
    /// ``Profile/clauseWindow`` in milliseconds, 0...3,600,000.
    public var clauseWindowMilliseconds: Double?
    /// ``Profile/batch``, 1...1,024 segments.
    public var batch: Int?

    /// Makes settings that change nothing.
    public init() {}

    private enum CodingKeys: String, CodingKey {
        case basedOn = "based_on"
        case firstLimit = "first_limit"
        case nextLimit = "next_limit"
        case rate
        case blockMilliseconds = "block_ms"
        case preBufferMilliseconds = "prebuffer_ms"
        case clauseWindowMilliseconds = "clause_window_ms"
        case batch
    }

    /// The profile that these settings describe.
    ///
    /// - Parameters:
    ///   - name: Its name; that of a known profile changes that one.
    ///   - known: The profiles that it can be based on.
    /// - Throws: ``ProfileError``, which names the field and what it may be.
    public func profile(
        named name: String, known: [Profile] = Profile.builtIn
    ) throws(ProfileError) -> Profile {
        guard !name.isEmpty else {
            throw .outOfRange(field: "name", value: "''", allowed: "a name")
        }
        var profile =
            if let basedOn {
                try Profile.named(basedOn, among: known)
            } else {
                known.first { $0.name == name } ?? .cinematic
            }
        profile.name = name
        profile.firstLimit = try Self.check(
            firstLimit, "first_limit", 1...10_000, profile.firstLimit)
        profile.nextLimit = try Self.check(nextLimit, "next_limit", 1...10_000, profile.nextLimit)
        profile.rate = SampleRate(
            try Self.check(rate, "rate", SampleRate.supported, profile.rate.hertz))
        profile.block = try Self.check(blockMilliseconds, "block_ms", 1...10_000, profile.block)
        profile.preBuffer = try Self.check(
            preBufferMilliseconds, "prebuffer_ms", 0...60_000, profile.preBuffer)
        profile.clauseWindow = try Self.check(
            clauseWindowMilliseconds, "clause_window_ms", 0...3_600_000, profile.clauseWindow)
        profile.batch = try Self.check(batch, "batch", 1...1_024, profile.batch)
        return profile
    }

    private static func check(
        _ value: Int?, _ field: String, _ allowed: ClosedRange<Int>, _ usual: Int
    ) throws(ProfileError) -> Int {
        guard let value else { return usual }
        guard allowed.contains(value) else {
            throw .outOfRange(
                field: field, value: "\(value)",
                allowed: "\(allowed.lowerBound) to \(allowed.upperBound)")
        }
        return value
    }

    private static func check(
        _ value: Double?, _ field: String, _ allowed: ClosedRange<Double>, _ usual: Duration
    ) throws(ProfileError) -> Duration {
        guard let value else { return usual }
        guard allowed.contains(value) else {
            throw .outOfRange(
                field: field, value: "\(value)",
                allowed: "\(Int(allowed.lowerBound)) to \(Int(allowed.upperBound)) milliseconds")
        }
        // Whole microseconds: exact where settings are, and no noise from binary
        // fractions.
        return .microseconds(Int((value * 1_000).rounded()))
    }
}

/// Why there is no such profile.
public enum ProfileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No profile has this name. Remedy: one of the known.
    case unknown(name: String, known: [String])
    /// A field has a value that it can't have. Remedy: an allowed one.
    case outOfRange(field: String, value: String, allowed: String)

    /// The error in words, with the remedy.
    public var description: String {
        switch self {
        case .unknown(let name, let known):
            "there is no profile '\(name)'; choose one of \(known.joined(separator: ", "))"
        case .outOfRange(let field, let value, let allowed):
            "\(field) is \(value), but must be \(allowed)"
        }
    }
}

extension Profile {
    /// The profile of a name.
    ///
    /// - Throws: ``ProfileError/unknown(name:known:)``.
    public static func named(
        _ name: String, among known: [Profile] = builtIn
    ) throws(ProfileError) -> Profile {
        guard let profile = known.first(where: { $0.name == name }) else {
            throw .unknown(name: name, known: known.map(\.name))
        }
        return profile
    }
}
