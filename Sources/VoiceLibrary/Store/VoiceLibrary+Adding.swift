import GRDB
import Glibc

// Keeping profiles that are new here.
extension VoiceLibrary {
    /// Keeps a voice that a network has taken from a clip.
    ///
    /// A clip that has been added for the same network under the same name gives the profile that
    /// is there, whose consent is stated if it is now; if that has lost its file, it gets this one.
    ///
    /// - Throws: ``VoiceLibraryError/unusableClip(problems:)``,
    ///   ``VoiceLibraryError/unusableFeatures(tensor:reason:)``,
    ///   ``VoiceLibraryError/nameTaken(name:)`` for another clip or network.
    public func add(_ voice: AnalyzedVoice) async throws(VoiceLibraryError) -> VoiceProfile {
        let profile = VoiceProfile(
            id: VoiceProfile.ID(), name: voice.name, displayName: voice.displayName,
            created: Self.now, clip: voice.clip, model: voice.model,
            hasConsent: voice.hasConsent, quality: voice.quality)
        return try await keep(try ProfileFile(profile, voice.features))
    }

    /// Keeps a profile, or gives the one that is there already.
    func keep(_ file: ProfileFile) async throws(VoiceLibraryError) -> VoiceProfile {
        let problems = file.profile.quality.problems.filter(\.isError)
        guard problems.isEmpty else { throw .unusableClip(problems: problems) }
        let folder = folder
        do throws(VoiceLibraryError) {
            return try await write { database in
                if let row = try Self.present(file.profile, database) {
                    return try Self.refresh(row, with: file, folder, database)
                }
                let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM profile")
                guard (count ?? 0) < Self.mostProfiles else {
                    throw VoiceLibraryError.tooMany(limit: Self.mostProfiles)
                }
                // While nobody else may sweep.
                let name = LibraryFolder.newName(for: file.profile.id)
                try folder.write(file, named: name)
                try ProfileRow(profile: file.profile, file: name, features: file.featuresHash)
                    .insert(database)
                return file.profile
            }
        } catch {
            // A file without its row must not fill what may be a full disk.
            try? Self.sweep(folder, pool)
            throw error
        }
    }

    /// The profile that a new one would be a second of.
    private static func present(
        _ profile: VoiceProfile, _ database: Database
    ) throws -> ProfileRow? {
        if let row = try ProfileRow.with(profile.id, database) {
            guard row.profile.isMade(as: profile) else {
                throw VoiceLibraryError.idTaken(
                    id: profile.id.text, name: row.profile.name.text)
            }
            return row
        }
        if let row = try ProfileRow.named(profile.name, database) {
            guard row.profile.isMade(as: profile) else {
                throw VoiceLibraryError.nameTaken(name: profile.name.text)
            }
            return row
        }
        return nil
    }

    /// Brings what a new profile has, and the one that is there lacks, to that one.
    private static func refresh(
        _ row: ProfileRow, with file: ProfileFile, _ folder: LibraryFolder, _ database: Database
    ) throws -> VoiceProfile {
        var row = row
        let isWhole = (try? folder.features(of: row)) != nil
        let agrees = row.profile.hasConsent || file.profile.hasConsent
        if isWhole, agrees == row.profile.hasConsent { return row.profile }
        row.profile.hasConsent = agrees
        if !isWhole {
            row.file = LibraryFolder.newName(for: row.profile.id)
            row.features = file.featuresHash
            try folder.write(try ProfileFile(row.profile, file.features), named: row.file)
        }
        try row.update(database)
        return row.profile
    }

    /// Seconds since 1970, by the clock on the wall.
    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
