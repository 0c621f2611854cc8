/// What a recogniser heard, beside what was said.
enum HeardWords {
    /// The words in order as HTML: those said and not heard in `del`, those heard and not said in
    /// `ins`.
    ///
    /// - Parameters:
    ///   - words: Of the reference.
    ///   - edits: In order.
    static func html(_ words: [String], _ edits: [EvaluationReport.Edit]) -> String {
        var parts: [String] = []
        var edits = edits[...]
        for position in 0...words.count {
            var isHeard = true
            while let edit = edits.first, edit.position <= position {
                edits.removeFirst()
                if edit.kind != .insertion { isHeard = false }
                if let said = edit.reference {
                    parts.append("<del>\(HTMLText.escaped(said))</del>")
                }
                if let heard = edit.hypothesis {
                    parts.append("<ins>\(HTMLText.escaped(heard))</ins>")
                }
            }
            if position < words.count, isHeard { parts.append(HTMLText.escaped(words[position])) }
        }
        return parts.joined(separator: " ")
    }
}
