internal import AudioSignal
public import SpeechText

/// Makes a training package of what voices say whose timing is known exactly: the sound, the
/// phonemes with their durations, and who speaks. It is laid out as that of recordings, so that a
/// model learns from it first and from people afterwards.
///
/// The same texts, voices and settings give the same bytes.
public struct TeacherPreparation: Sendable {
    /// What clips become.
    public let recipe: CorpusRecipe
    /// Makes phonemes of texts, in one language.
    public let phonemizer: any Phonemizer
    private let maker: ClipMaker

    /// How far the work is.
    public struct Progress: Sendable {
        /// Clips tried.
        public let done: Int
        /// Clips in all.
        public let of: Int
        /// Seconds kept.
        public let seconds: Double
    }

    /// Checks the settings.
    ///
    /// - Throws: ``CorpusError/setting(name:value:expected:)``.
    public init(_ recipe: CorpusRecipe, _ phonemizer: any Phonemizer) throws(CorpusError) {
        try recipe.check()
        self.recipe = recipe
        self.phonemizer = phonemizer
        maker = ClipMaker(recipe: recipe)
    }

    /// Lets each voice say each sentence and writes the package, which is there when it is
    /// complete.
    ///
    /// With ``CorpusRecipe/mostBytes`` sentences are taken in an order that is spread evenly over
    /// all texts and voices, until one has no room.
    ///
    /// - Parameters:
    ///   - path: The package's file.
    ///   - goesOn: Called after each clip; false ends the work without a package.
    public func run(
        _ texts: TeacherTexts, by voices: [TeacherVoice], to path: String,
        goesOn: (Progress) -> Bool = { _ in true }
    ) throws(CorpusError) -> TeacherReport {
        var report = TeacherReport()
        report.heldOut = texts.heldOut
        let sentences = sentences(of: texts, &report)
        report.sentences = sentences.count
        let count = sentences.count * voices.count
        guard count > 0 else { throw .nothingFound(inputs: ["the texts"]) }
        var package = try PackageWriter(at: path, recipe, tellsSpeech: true)
        let order =
            recipe.mostBytes == nil ? Array(0..<count) : SpreadOrder(count: count).indices
        for (done, index) in order.enumerated() {
            // Voice after voice says a sentence, so that a package cut short has all of them.
            let (sentence, voice) = (
                sentences[index / voices.count], voices[index % voices.count]
            )
            let name = "\(voice.name)/\(sentence.name)"
            switch clip(of: sentence, by: voice) {
            case .success(let clip):
                let size = package.byteCount(
                    withSamples: clip.samples.count, name: name.utf8.count)
                if let most = recipe.mostBytes, size + clip.rows.count * 20 > most {
                    report.untried = count - done
                    return try finish(package, report)
                }
                try package.append(
                    clip.samples, name: name, speaker: voice.name, tokens: clip.rows)
                report.clips += 1
                report.seconds += recipe.rate.duration(of: clip.samples.count).seconds
                report.phonemes += clip.phonemes
                report.changed += clip.changed
                report.limited += clip.isLimited ? 1 : 0
            case .failure(let refusal):
                report.rejected.append(.init(name: name, reason: refusal.reason))
            }
            let progress = Progress(done: done + 1, of: count, seconds: report.seconds)
            guard goesOn(progress) else { throw .cancelled }
        }
        return try finish(package, report)
    }

    private func finish(
        _ package: PackageWriter, _ report: TeacherReport
    ) throws(CorpusError) -> TeacherReport {
        guard package.clipCount > 0 else {
            throw .nothingKept(
                reasons: Array(Set(report.rejected.map(\.reason)).sorted().prefix(3)))
        }
        var report = report
        report.bytes = package.byteCount()
        try package.finish()
        return report
    }

    // MARK: Texts

    private struct Line {
        let name: String
        let sequence: PhonemeSequence
        let text: [UInt8]
    }

    /// The sentences of all texts in phonemes, in order, each wording once.
    private func sentences(of texts: TeacherTexts, _ report: inout TeacherReport) -> [Line] {
        var options = TextOptions()
        options.language = phonemizer.language
        var seen: Set<String> = []
        var lines: [Line] = []
        for text in texts.texts {
            let wording = SpokenText.wording(of: text.text)
            guard seen.insert(wording).inserted else { continue }
            let document: Document
            do throws(TextError) {
                document = try Document(wording.utf8, options: options)
            } catch {
                report.rejected.append(.init(name: text.name, reason: "\(error)"))
                continue
            }
            let before = lines.count
            for (number, sentence) in document.sentences.enumerated() {
                let sequence = phonemizer.phonemes(of: sentence)
                guard !sequence.phonemes.isEmpty else { continue }
                lines.append(
                    Line(
                        name: "\(text.name)#\(number + 1)", sequence: sequence,
                        text: Array(sentence.spoken.utf8)))
            }
            if lines.count == before { report.wordless += 1 }
        }
        return lines
    }

    // MARK: Clips

    private struct Clip {
        let samples: [Int16]
        let rows: [[Int32]]
        let isLimited: Bool
        let phonemes: Int
        let changed: Int
    }

    private struct Refusal: Error { let reason: String }

    private func clip(of line: Line, by voice: TeacherVoice) -> Result<Clip, Refusal> {
        let speech: TeacherVoice.Speech
        do {
            speech = try voice.speak(line.sequence, line.text, Self.seed(voice.name, line.text))
        } catch {
            return .failure(Refusal(reason: "\(error)"))
        }
        let sounds = speech.phonemes.indices.filter { speech.phonemes[$0].word != nil }
        guard let first = sounds.first, let last = sounds.last else {
            return .failure(Refusal(reason: "nothing is said"))
        }
        // Silence at the ends as recordings have it; what is said is never cut.
        let rate = Double(recipe.rate.hertz)
        let audio = Resampler.convert(speech.audio, to: recipe.rate)
        let silence = recipe.rate.samples(in: recipe.silence)
        let begin = first > 0 ? Int(speech.phonemes[first - 1].end * rate) : 0
        let end = Int((speech.phonemes[last].end * rate).rounded())
        let start = max(begin - silence, 0)
        let stop = min(end + silence, audio.samples.count)
        guard stop > start, end <= audio.samples.count else {
            return .failure(Refusal(reason: "its times don't fit the sound"))
        }
        let cut = AudioBuffer(rate: recipe.rate, samples: Array(audio.samples[start..<stop]))
        guard cut.duration >= recipe.lengths.lowerBound else {
            return .failure(Refusal(reason: "too short"))
        }
        guard cut.duration <= recipe.lengths.upperBound else {
            return .failure(Refusal(reason: "too long"))
        }
        guard let level = ActiveSpeechLevel(cut.samples, rate: cut.rate) else {
            return .failure(Refusal(reason: "silent"))
        }
        let clip = maker.leveled(cut, from: level.decibels)
        let spoken = Array(speech.phonemes[...last])
        return .success(
            Clip(
                samples: clip.samples,
                rows: rows(
                    spoken, from: Double(start) / rate, frames: clip.samples.count / recipe.hop),
                isLimited: clip.isLimited, phonemes: sounds.count, changed: speech.changed))
    }

    /// Tokens of what was said: a clip begins and ends with a pause, like an aligned recording.
    private func rows(
        _ spoken: [TimedPhoneme], from start: Double, frames: Int
    ) -> [[Int32]] {
        let framesPerSecond = Double(recipe.rate.hertz) / Double(recipe.hop)
        let counts = Dictionary(grouping: spoken.compactMap(\.word), by: { $0 }).mapValues(\.count)
        var rows = TokenRows(frames: frames)
        var (word, place) = (Int?.none, 0)
        for phoneme in spoken {
            let end = Int(((phoneme.end - start) * framesPerSecond).rounded())
            guard let number = phoneme.word else {
                rows.pause(end: end)
                word = nil
                continue
            }
            place = number == word ? place + 1 : 0
            word = number
            rows.phoneme(phoneme.phoneme, place, of: counts[number] ?? 1, end: end)
        }
        rows.pause(end: frames)
        return rows.rows
    }

    /// A seed of a voice's own for each text, whatever stands around it (FNV-1a).
    private static func seed(_ voice: String, _ text: [UInt8]) -> UInt64 {
        (Array(voice.utf8) + [0] + text).reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
    }
}
