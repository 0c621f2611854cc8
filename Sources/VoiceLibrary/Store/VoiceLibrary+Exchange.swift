import TensorRuntime

// Profiles that leave, and such as come from elsewhere.
extension VoiceLibrary {
    /// Writes a profile with everything that belongs to it as one safetensors file. It gets its
    /// name when it is complete; what was there before stays until then.
    ///
    /// - Returns: What was written.
    @discardableResult
    public func export(
        _ nameOrID: String, to path: String
    ) async throws(VoiceLibraryError) -> VoiceProfile {
        let file = try await file(of: nameOrID)
        do throws(WeightError) { try file.weights.write(to: path) } catch {
            throw VoiceLibraryError(writing: path, error)
        }
        return file.profile
    }

    /// The bytes that ``export(_:to:)`` writes.
    public func exported(_ nameOrID: String) async throws(VoiceLibraryError) -> [UInt8] {
        let file = try await file(of: nameOrID)
        do throws(WeightError) { return try file.weights.safetensors() } catch {
            throw VoiceLibraryError(writing: file.profile.name.text, error)
        }
    }

    /// Keeps a profile that ``export(_:to:)`` wrote, here or elsewhere. One that is here already
    /// is given as it is.
    ///
    /// - Parameters:
    ///   - path: The file, of 17 MiB at the most. Nothing in it is believed before it is checked.
    ///   - name: What it is to be called; nil: as the file says.
    /// - Throws: ``VoiceLibraryError/notAProfile(source:reason:)``,
    ///   ``VoiceLibraryError/newerFile(source:version:)``,
    ///   ``VoiceLibraryError/nameTaken(name:)``, ``VoiceLibraryError/idTaken(id:name:)``.
    public func importProfile(
        at path: String, as name: ProfileName? = nil
    ) async throws(VoiceLibraryError) -> VoiceProfile {
        try await keep(
            Self.read(path, name) { () throws(WeightError) in
                try WeightStore(safetensorsAt: path, atMost: FeatureLimits.fileBytes)
            })
    }

    /// Keeps a profile of which the file's bytes are at hand, such as an upload; see
    /// ``importProfile(at:as:)``.
    ///
    /// - Parameter source: What errors call it.
    public func importProfile(
        _ bytes: [UInt8], from source: String, as name: ProfileName? = nil
    ) async throws(VoiceLibraryError) -> VoiceProfile {
        try await keep(
            Self.read(source, name) { () throws(WeightError) in
                guard bytes.count <= FeatureLimits.fileBytes else {
                    throw WeightError(
                        file: source, .tooLarge("its bytes", limit: FeatureLimits.fileBytes))
                }
                return try WeightStore(safetensors: bytes, named: source)
            })
    }

    /// Reads a file off the caller's actor: a hostile one may take a moment.
    @concurrent
    private static func read(
        _ source: String, _ name: ProfileName?,
        _ open: @Sendable () throws(WeightError) -> WeightStore
    ) async throws(VoiceLibraryError) -> ProfileFile {
        let weights: WeightStore
        do throws(WeightError) { weights = try open() } catch {
            throw .notAProfile(source: source, reason: error.problem.description)
        }
        var file = try ProfileFile(reading: weights, from: source)
        if let name { file.profile.name = name }
        return file
    }
}
