import CFlite
import JapaneseDictionary
public import SpeechModel

/// A part of the system that the voices need: whether it is there, and what to do
/// where it isn't.
public struct SystemComponent: Sendable, Equatable {
    /// What it is called.
    public var name: String
    /// What can't be done without it.
    public var purpose: String
    /// Its version, where it tells one.
    public var version: String?
    /// Where it was found; nil where it is linked in, or missing.
    public var location: String?
    /// Why it can't be used, and what to do; nil where all is well.
    public var problem: LoadError?

    /// The distribution's package that brings it.
    public var package: String

    /// Makes a report.
    public init(
        name: String, purpose: String, package: String, version: String? = nil,
        location: String? = nil, problem: LoadError? = nil
    ) {
        self.name = name
        self.purpose = purpose
        self.package = package
        self.version = version
        self.location = location
        self.problem = problem
    }
}

extension SystemVoices {
    /// Looks at every component that the families need. Runs espeak-ng once to ask
    /// for its version.
    public static func components() -> [SystemComponent] {
        [
            SystemComponent(
                name: "flite", purpose: "English voices", package: "libflite1",
                version: String(cString: cflite_version())),
            espeakComponent(), dictionaryComponent(),
        ]
    }

    private static func espeakComponent() -> SystemComponent {
        var component = SystemComponent(
            name: "espeak-ng", purpose: "voices of over a hundred languages",
            package: EspeakProgram.package)
        do throws(LoadError) {
            let program = try EspeakProgram()
            component.location = program.path
            // "eSpeak NG text-to-speech: 1.51  Data at: /usr/lib/..."
            let answer = try program.answer(to: .version)
            component.version =
                answer.split(separator: " ").map { String($0) }
                .first { $0.first?.isNumber == true }
        } catch {
            component.problem = error
        }
        return component
    }

    private static func dictionaryComponent() -> SystemComponent {
        var component = SystemComponent(
            name: "naist-jdic", purpose: "readings of Japanese for wren and espeak-ng",
            package: JapaneseDictionary.package)
        if JapaneseDictionary.isInstalled() {
            component.location = JapaneseDictionary.folder
        } else {
            component.problem = .missing(
                component: component.name, remedy: JapaneseDictionary.remedy)
        }
        return component
    }
}
