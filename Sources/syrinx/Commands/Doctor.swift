import ArgumentParser
import SpeechEngine
import SpeechModel
import SpeechSchedule
import SpeechText

/// `syrinx doctor`: what is installed, what is missing, what to do.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check what is installed, and say what to do about what is not.")

    @OptionGroup var settings: SettingsOptions

    @Flag(help: "Print JSON.")
    var json = false

    struct Finding: Encodable {
        enum State: String, Encodable { case ok, missing, failed }
        let component: String
        let state: State
        let detail: String
        var remedy: String?
    }

    mutating func run() async throws {
        let effective = try settings.load()
        let engine = try SpeechEngine(effective.settings)
        var findings = [
            Finding(
                component: "settings", state: .ok,
                detail: effective.file ?? "no settings file; defaults and environment")
        ]
        findings += Self.components()
        findings += Self.runtimes()
        findings += families(of: engine)
        findings.append(player(effective.settings))
        let free = SystemMemory().available()
        findings.append(
            Finding(
                component: "memory", state: .ok,
                detail: free.map { "\(ByteCount.text($0)) free" } ?? "unknown"))
        let speech = await Self.speaks(engine)
        findings.append(speech)
        if json {
            try Console.print(JSONOutput.text(findings))
        } else {
            let width = findings.map(\.component.count).max() ?? 0
            for finding in findings {
                var line = finding.component.padded(to: width) + "  "
                line += finding.state.rawValue.padded(to: 7) + "  " + finding.detail
                if let remedy = finding.remedy {
                    line += "\n" + "".padded(to: width + 11) + "→ " + remedy
                }
                try Console.print(line)
            }
        }
        if speech.state != .ok { throw ExitCode(ExitStatus.missingComponent) }
    }

    private static func components() -> [Finding] {
        SpeechEngine.components().map { component in
            switch component.problem {
            case nil:
                let detail = [component.version, component.location, "for " + component.purpose]
                return Finding(
                    component: component.name, state: .ok,
                    detail: detail.compactMap { $0 }.joined(separator: ", "))
            case .missing(let name, let remedy):
                return Finding(
                    component: component.name, state: .missing,
                    detail: "\(name), for \(component.purpose)", remedy: remedy)
            case let problem?:
                return Finding(component: component.name, state: .failed, detail: problem.words)
            }
        }
    }

    private func families(of engine: SpeechEngine) -> [Finding] {
        engine.catalogue.entries.map { entry in
            do throws(LoadError) {
                let voices = try engine.catalogue.family(entry.id).voices
                let languages = Set(voices.flatMap { $0.languages.map(\.primary) }).count
                return Finding(
                    component: "family \(entry.id)", state: .ok,
                    detail: "\(voices.count) voices, \(languages) languages: \(entry.summary)")
            } catch {
                if case .missing(let component, let remedy) = error {
                    return Finding(
                        component: "family \(entry.id)", state: .missing,
                        detail: component, remedy: remedy)
                }
                return Finding(
                    component: "family \(entry.id)", state: .failed, detail: error.words)
            }
        }
    }

    private func player(_ settings: Settings) -> Finding {
        do throws(EngineError) {
            guard let player = try SoundCommand.player(configured: settings.player) else {
                return Finding(
                    component: "player", state: .missing,
                    detail: "none of " + SoundCommand.playerNames.joined(separator: ", "),
                    remedy: "apt install pipewire-bin (or pulseaudio-utils, alsa-utils, ffmpeg); "
                        + "files need none")
            }
            return Finding(component: "player", state: .ok, detail: player.line)
        } catch {
            return Finding(component: "player", state: .failed, detail: error.description)
        }
    }

    /// Speaks one word the way `say` would, without playing it.
    private static func speaks(_ engine: SpeechEngine) async -> Finding {
        do throws(EngineError) {
            let session = try engine.speak(
                try engine.request(Array("Hello.".utf8), for: .listening))
            var blocks = session.makeAsyncIterator()
            while try await blocks.next() != nil {}
            let report = session.report
            let milliseconds = ((report.firstAudioSeconds ?? 0) * 10_000).rounded() / 10
            return Finding(
                component: "speech", state: .ok,
                detail: "\(report.voice?.name ?? "?") speaks, first sound after "
                    + "\(milliseconds) ms")
        } catch {
            return Finding(component: "speech", state: .failed, detail: error.description)
        }
    }
}
