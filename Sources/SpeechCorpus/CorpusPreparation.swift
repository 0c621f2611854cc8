internal import AudioSignal

/// Makes a training package of recordings: `syrinx prepare`.
///
/// Each is mixed to one channel, brought to one rate and level, and freed of silence at its ends.
/// Memory is constant but for the names: one recording is held at a time.
public struct CorpusPreparation: Sendable {
    /// What recordings become.
    public let recipe: CorpusRecipe

    /// How far the work is.
    public struct Progress: Sendable {
        /// Files looked at.
        public let files: Int
        /// Files found.
        public let of: Int
        /// Seconds kept.
        public let seconds: Double
        /// Bytes of the package.
        public let bytes: Int
    }

    /// Checks the settings.
    ///
    /// - Throws: ``CorpusError/setting(name:value:expected:)``.
    public init(_ recipe: CorpusRecipe) throws(CorpusError) {
        try recipe.check()
        self.recipe = recipe
    }

    /// Reads all recordings and writes the package, which is there when it is complete.
    ///
    /// With ``CorpusRecipe/mostBytes`` the files are read in an order that is spread evenly over
    /// all, until one has no room; the others aren't read.
    ///
    /// - Parameters:
    ///   - inputs: Files and folders; formats are told by content.
    ///   - path: The package's file.
    ///   - heldOut: Recordings that are kept for tests: their names, with as many folders before
    ///     them as it takes to tell them from others.
    ///   - speech: What is said, of the same inputs by the same recipe; nil: nobody tells.
    ///   - speaker: Who is taken to speak where `speech` doesn't tell.
    ///   - goesOn: Called after each file; false ends the work without a package.
    public func run(
        _ inputs: [String], to path: String, heldOut: [String] = [],
        speech: SpeechLabels? = nil, speaker: SpeakerRule = .told,
        goesOn: (Progress) -> Bool = { _ in true }
    ) throws(CorpusError) -> CorpusReport {
        let search = try RecordingSearch(inputs)
        var report = CorpusReport()
        report.rejected = search.unreadable.map {
            .init(name: FoundFile.line($0.name), rejection: Rejection(.broken, detail: $0.reason))
        }
        guard !search.files.isEmpty else { throw .nothingFound(inputs: inputs) }
        let files = try search.files(without: heldOut)
        report.alignment = speech?.report
        report.heldOut = search.files.count - files.count
        var package = try PackageWriter(at: path, recipe, tellsSpeech: speech != nil)
        let maker = ClipMaker(recipe: recipe)
        let order =
            recipe.mostBytes == nil ? Array(files.indices) : SpreadOrder(count: files.count).indices
        for (count, index) in order.enumerated() {
            let file = files[index]
            switch maker.clip(of: file.path) {
            case .success(let clip):
                let size = package.byteCount(
                    withSamples: clip.samples.count, name: file.name.utf8.count)
                let seconds = recipe.rate.duration(of: clip.samples.count)
                if let most = recipe.mostBytes, size > most {
                    report.rejected.append(
                        .init(name: file.name, rejection: Rejection(.noRoom, seconds)))
                    guard package.clipCount == 0 else {
                        report.unread = files.count - count - 1
                        return try finish(package, report)
                    }
                    continue
                }
                let label = speech?[file.path]
                try package.append(
                    clip.samples, name: file.name,
                    speaker: label?.speaker ?? speaker.speaker(of: file.path),
                    tokens: label?.tokens ?? [])
                report.clips += 1
                report.seconds += seconds.seconds
                report.limited += clip.isLimited ? 1 : 0
            case .failure(let rejection):
                report.rejected.append(.init(name: file.name, rejection: rejection))
            }
            let progress = Progress(
                files: count + 1, of: files.count, seconds: report.seconds,
                bytes: package.byteCount())
            guard goesOn(progress) else { throw .cancelled }
        }
        return try finish(package, report)
    }

    private func finish(
        _ package: PackageWriter, _ report: CorpusReport
    ) throws(CorpusError) -> CorpusReport {
        guard package.clipCount > 0 else {
            throw .nothingKept(reasons: report.reasons.map { "\($0.count) \($0.reason.rawValue)" })
        }
        var report = report
        report.bytes = package.byteCount()
        try package.finish()
        return report
    }
}
