/// What markup asks for: the parts of a ``Style`` that it sets.
struct MarkupStyle: Hashable, Sendable {
    /// The language, where markup names one.
    var language: Language?
    /// The voice, where markup names one.
    var voice: String?
    /// Rate, pitch and gain.
    var prosody = Prosody.neutral
}

/// A stretch of text between two places where speech must divide (a paragraph's
/// end, a pause, a change of style), or the part of one that has been read so
/// far.
///
/// Reading by parts keeps memory flat however long a paragraph is: sentences are
/// taken off the front while the source is read on behind.
struct Passage: Sendable {
    /// A part that nothing may change any more: an alias, or words with a given
    /// pronunciation.
    struct Fixed: Sendable, Equatable {
        /// The part of the text.
        var range: Range<Int>
        /// How it is pronounced, where that is given.
        var ipa: String?
    }

    /// The words, markup gone, line ends as spaces.
    var text = MappedText()
    /// What markup asks for, the same throughout.
    var style = MarkupStyle()
    /// Parts that stay as they are; ascending, disjoint.
    var fixed: [Fixed] = []
    /// Parts whose reading is given; ascending, disjoint, disjoint from `fixed`.
    var hints: [NormalizationHint] = []
    /// Whether the text is all there; otherwise the source goes on.
    var isClosed = false
    /// What kind of place it ends at; nil: as its last mark says.
    var boundary: Boundary?
    /// A pause that the text asks for behind it.
    var pause: Duration?
    /// Where in the source it ends.
    var sourceEnd = 0

    /// The part of the passage within a range of its text.
    func slice(_ range: Range<Int>) -> Passage {
        var part = Passage()
        part.text = text.slice(range)
        part.style = style
        for item in fixed {
            let common = item.range.clamped(to: range)
            if common.isEmpty { continue }
            part.fixed.append(Fixed(range: common.shifted(by: -range.lowerBound), ipa: item.ipa))
        }
        for hint in hints {
            let common = hint.range.clamped(to: range)
            if common.isEmpty { continue }
            var moved = hint
            moved.range = common.shifted(by: -range.lowerBound)
            part.hints.append(moved)
        }
        part.isClosed = isClosed
        part.boundary = boundary
        part.pause = pause
        part.sourceEnd = sourceEnd
        return part
    }
}

extension Range<Int> {
    /// The range moved by a distance.
    func shifted(by distance: Int) -> Range { lowerBound + distance..<upperBound + distance }
}
