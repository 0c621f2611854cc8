import Glibc
import JapaneseDictionary
import SpeechModel
import SpeechText
import Testing

@testable import SystemVoices

@Suite struct SystemComponentTests {
    @Test func everyComponentIsFoundOrHasARemedy() {
        let components = SystemVoices.components()
        #expect(components.map(\.name) == ["flite", "espeak-ng", "naist-jdic"])
        #expect(components[0].version?.hasPrefix("2.") == true)
        for component in components {
            switch component.problem {
            case nil: #expect(component.version != nil || component.location != nil)
            case .missing(_, let remedy): #expect(remedy.contains(component.package))
            case .some: break
            }
        }
    }

    // Skipped without the package espeak-ng.
    @Test(.enabled(if: hasEspeak)) func espeakTellsItsVersion() {
        #expect(SystemVoices.components()[1].version?.hasPrefix("1.") == true)
    }

    @Test func bothFamiliesAreOffered() {
        #expect(SystemVoices.entries.map(\.id) == ["flite", "espeak"])
    }

    // Skipped without the package open-jtalk-mecab-naist-jdic.
    @Test(.enabled(if: hasJapanese)) func openingTheDictionaryLeavesNothingBehind() throws {
        let folder = "/tmp/syrinx-test-\(getpid())"
        try #require(mkdir(folder, 0o700) == 0)
        let dictionary = try JapaneseDictionary(linkingIn: ["/nowhere", folder])
        #expect(dictionary.words(of: "雨").first?.pronunciation == "アメ")
        // It can only be removed when it is empty.
        #expect(rmdir(folder) == 0)
    }

    @Test func aMissingDictionarySaysWhatToInstall() {
        #expect(
            throws: LoadError.missing(
                component: "Japanese dictionary (/nowhere)", remedy: JapaneseDictionary.remedy)
        ) { try JapaneseDictionary(folder: "/nowhere") }
    }
}
