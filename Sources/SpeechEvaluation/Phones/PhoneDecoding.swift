internal import ModelBlocks

/// What a recogniser says, from what it hears in each frame.
enum PhoneDecoding {
    /// The classes of the likeliest path: the most likely class of each frame, those that go on
    /// counted once, blanks left out (Graves et al., ICML 2006, best path decoding).
    ///
    /// - Parameter logits: Frames × classes.
    /// - Returns: Classes from 1 on.
    static func greedy(_ logits: [Float], classes: Int) -> [Int] {
        precondition(classes > 0 && logits.count % classes == 0, "whole frames")
        var heard: [Int] = []
        var last = PhoneRecognizer.blank
        for start in stride(from: 0, to: logits.count, by: classes) {
            var best = 0
            for place in 1..<classes where logits[start + place] > logits[start + best] {
                best = place
            }
            if best != last, best != PhoneRecognizer.blank { heard.append(best) }
            last = best
        }
        return heard
    }
}
