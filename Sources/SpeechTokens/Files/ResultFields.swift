extension TokenizerComponents.Template {
    /// Adds the tokens that a post-processor puts around those there are.
    mutating func add(_ field: JSONField) throws(TokenizerError) {
        let kind = try field.field("type").string()
        switch kind {
        case "ByteLevel": break  // Concerns offsets alone.
        case "Sequence":
            for element in try field.field("processors").elements() { try add(element) }
        case "TemplateProcessing":
            var seen = false
            var left: [Int32] = []
            var right: [Int32] = []
            for element in try field.field("single").elements() {
                if let sequence = try element.optional("Sequence") {
                    guard !seen, try sequence.field("id").string() == "A" else {
                        throw element.mistake("is not the one text")
                    }
                    seen = true
                    continue
                }
                let name = try element.field("SpecialToken").field("id")
                let token = try field.field("special_tokens").field(try name.string())
                for id in try token.field("ids").elements() {
                    if seen {
                        right.append(try id.tokenID())
                    } else {
                        left.append(try id.tokenID())
                    }
                }
            }
            guard seen else { throw field.mistake("has no place for the text") }
            before = left + before
            after += right
        default: throw .unsupported(file: field.file, component: "post-processor", kind: kind)
        }
    }
}

extension TokenDecoder {
    /// Adds the steps of a decoder.
    mutating func add(_ field: JSONField) throws(TokenizerError) {
        let kind = try field.field("type").string()
        func refuse(_ what: String) -> TokenizerError {
            .unsupported(file: field.file, component: "decoder", kind: what)
        }
        let isFused = steps?.contains { if case .fuse = $0 { true } else { false } } ?? false
        let waits = steps?.contains { if case .wordEnd = $0 { true } else { false } } ?? false
        func add(_ step: Step) throws(TokenizerError) {
            if isFused { throw refuse("\(kind) after Fuse") }
            steps?.append(step)
        }
        switch kind {
        case "Sequence":
            for element in try field.field("decoders").elements() { try self.add(element) }
        case "ByteLevel": try add(.byteLevel)
        case "BPEDecoder":
            if waits { throw refuse("BPEDecoder twice") }
            try add(.wordEnd(try field.optional("suffix")?.bytes() ?? Array("</w>".utf8)))
        case "Replace":
            guard case .literal(let old) = try Finder(try field.field("pattern")) else {
                throw refuse("Replace by an expression")
            }
            try add(.replace(old, with: try field.field("content").bytes()))
        case "ByteFallback": try add(.byteFallback)
        case "Fuse": try add(.fuse)
        case "Metaspace":
            let metaspace = try PreTokenizer.Metaspace(field)
            try add(
                .metaspace(metaspace.replacement, dropsFirst: metaspace.prefix != .never))
        case "Strip":
            let stop = try field.field("stop")
            guard case .number(0) = stop.value else { throw refuse("Strip at the end") }
            let start = try field.field("start")
            guard case .number(let most) = start.value, most >= 0, most <= 1024 else {
                throw start.mistake("is no small number")
            }
            let character = try field.field("content").bytes()
            guard !character.isEmpty else { throw field.mistake("strips nothing") }
            steps?.append(.stripStart(character, Int(most)))
        default: throw refuse(kind)
        }
    }
}
