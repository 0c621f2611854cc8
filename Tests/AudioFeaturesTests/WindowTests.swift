import AudioFeatures
import Testing

@Test(arguments: Window.allCases, [1, 2, 25])
func `windows are torch's`(window: Window, length: Int) {
    let expected = Golden.audio["window.\(window.rawValue).\(length)"].values
    #expect(error(window.weights(length: length), expected) < 1e-6)
}

@Test(arguments: Window.allCases)
func `no length has no weights`(window: Window) {
    #expect(window.weights(length: 0).isEmpty)
    #expect(window.weights(length: -5).isEmpty)
}
