import SpeechModel
import Testing

/// Names of mixtures.
@Suite struct `Voice blends` {
    @Test func `have shares that sum to one`() throws {
        let blend = try #require(VoiceBlend(VoiceID("wren/ivy(2)+mara+wren/ada(1)")))
        #expect(blend.parts.map(\.voice.name) == ["wren/ivy", "wren/mara", "wren/ada"])
        #expect(blend.parts.map(\.share) == [0.5, 0.25, 0.25])
    }

    @Test(arguments: [
        "wren/ivy", "ivy+mara", "wren/+mara", "wren/ivy+", "wren/ivy(0)+mara", "wren/ivy(-1)+mara",
        "wren/ivy(x)+mara", "wren/ivy(nan)+mara", "wren/ivy(inf)+mara", "wren/ivy(101)+mara",
        "wren/ivy()+mara", "wren/ivy+flite/slt", "wren/a+b+c+d+e+f+g+h+i", "wren/++",
    ])
    func `are nothing else`(name: String) {
        #expect(VoiceBlend(VoiceID(name)) == nil)
    }
}
