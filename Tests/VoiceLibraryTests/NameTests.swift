import Testing

@testable import VoiceLibrary

@Suite struct `Names` {
    @Test(arguments: ["mara", "m", "a-b", "2nd-voice", String(repeating: "a", count: 64)])
    func `slugs are names`(_ text: String) throws {
        #expect(try ProfileName(text).text == text)
    }

    @Test(arguments: [
        "", "-a", "a-", "Mara", "../mara", "a/b", "a b", "a.b", "花子", "mara\n", "a\u{0}",
        String(repeating: "a", count: 65), "0f8fad5b-d9cb-469f-a165-70867728950e",
    ])
    func `paths, spaces, capitals and IDs are none`(_ text: String) {
        #expect {
            try ProfileName(text)
        } throws: { error in
            guard case .invalid("name", _, _)? = error as? VoiceLibraryError else { return false }
            return true
        }
    }

    @Test(arguments: ["Mara", "花子 2", "Zoë", "👩‍🚀", "a/b"])
    func `people's names are in any script`(_ text: String) throws {
        #expect(try DisplayName(text).text == text)
    }

    @Test(arguments: [
        "", " ", " a", "a ", "a\nb", "\u{1B}[31mred", "\u{202E}evil", "\u{2028}", "a\u{0}b",
        String(repeating: "a", count: 101), "a" + String(repeating: "\u{301}", count: 1000),
    ])
    func `what nobody sees is no name`(_ text: String) {
        #expect(throws: VoiceLibraryError.self) { try DisplayName(text) }
    }

    @Test func `hashes are hexadecimal`() {
        let hash = ContentHash(of: Array("abc".utf8))
        // FIPS 180-2, appendix B.1.
        #expect(
            hash.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(ContentHash(hash.hexadecimal) == hash)
        #expect(ContentHash(hash.hexadecimal.uppercased()) == nil)
        #expect(ContentHash("ba78") == nil)
    }

    @Test func `IDs are UUIDs`() {
        let id = VoiceProfile.ID()
        #expect(VoiceProfile.ID(id.text.uppercased()) == id)
        #expect(VoiceProfile.ID("../../../../../../../../../../../etc") == nil)
        #expect(id != VoiceProfile.ID())
    }
}
