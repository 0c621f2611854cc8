import Testing
import VoiceConversion

@Suite struct `Playout pacer` {
    @Test func `frames go through where there is room`() {
        var pacer = PlayoutPacer(most: 8)
        for waiting in 0...4 {
            let played = pacer.next([1, 2, 3, 4], waiting: waiting)
            #expect(played == [1, 2, 3, 4])
        }
        #expect(pacer.leftOut == 0)
    }

    @Test func `frames that are left out are counted, and sound goes on without a jump`() {
        var pacer = PlayoutPacer(most: 8)
        let first = pacer.next([1, 1, 1, 1], waiting: 5)
        let second = pacer.next([9, 9, 9, 9], waiting: 8)
        #expect(first.isEmpty && second.isEmpty)
        #expect(pacer.leftOut == 2)
        let third = pacer.next([2, 2, 2, 2], waiting: 0)
        #expect(third == [1.25, 1.5, 1.75, 2])
        let fourth = pacer.next([3, 3, 3, 3], waiting: 0)
        #expect(fourth == [3, 3, 3, 3])
    }
}
