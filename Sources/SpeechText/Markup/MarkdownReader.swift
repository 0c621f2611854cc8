import CMarkup

/// Reads CommonMark with tables and strikethrough.
///
/// Headings, list items, quotations and the rows of a table are paragraphs, its
/// cells sentences; a hard line break ends a sentence. The text of emphasis, links
/// and code spans is read, images by their alternative text; addresses of links,
/// the numbers of lists, code blocks and HTML are not, nor is YAML in front of the
/// text. Skipped code and HTML blocks leave a warning.
final class MarkdownReader {
    private let source: UnsafeBufferPointer<UInt8>
    private var markup = Markup()
    /// Where the last text ended.
    private var last: Int
    /// Where the parsed part begins.
    private let base: Int
    /// The boundary between the last text and the next.
    private var boundary: Boundary?
    private var softBreak = false
    /// The kind of block whose content is skipped.
    private var skipped: syrinx_markdown_block?
    private var hasWarned = false

    /// Nothing but an attack has more steps; the rest is then read as plain text.
    private static let mostRuns = 8_000_000

    /// The text of a Markdown source.
    static func read(_ source: [UInt8]) -> Markup {
        source.withUnsafeBufferPointer { bytes in
            let reader = MarkdownReader(bytes)
            reader.parse()
            return reader.markup
        }
    }

    private init(_ source: UnsafeBufferPointer<UInt8>) {
        self.source = source
        let start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        base = Self.frontMatterEnd(source, from: start) ?? start
        last = base
    }

    private func parse() {
        guard base < source.count else { return }
        let text = UnsafeBufferPointer(rebasing: source[base...])
        let result = text.withMemoryRebound(to: CChar.self) { text in
            syrinx_markdown_parse(
                text.baseAddress, UInt32(clamping: text.count),
                { context, event, type, offset, length in
                    // Safety: the context is the reader that waits for this parse.
                    guard let context else { return 1 }
                    return Unmanaged<MarkdownReader>.fromOpaque(context).takeUnretainedValue()
                        .step(event, type, Int(offset), Int(length))
                }, Unmanaged.passUnretained(self).toOpaque())
        }
        if result != 0, last < source.count {
            markup.warn("The Markdown is read as plain text from here on.", at: last)
            markup.add(.lines, last..<source.count)
        }
    }

    private func step(_ event: Int32, _ type: Int32, _ offset: Int, _ length: Int) -> Int32 {
        switch syrinx_markdown_event(UInt32(event)) {
        case SYRINX_MARKDOWN_TEXT:
            text(syrinx_markdown_text(UInt32(type)), offset < 0 ? nil : offset + base, length)
        case SYRINX_MARKDOWN_ENTER_BLOCK:
            let block = syrinx_markdown_block(UInt32(type))
            divide(block == SYRINX_MARKDOWN_CELL ? .sentence : .paragraph)
            if block == SYRINX_MARKDOWN_CODE_BLOCK || block == SYRINX_MARKDOWN_HTML_BLOCK {
                skipped = block
                hasWarned = false
            }
        default:
            divide(type == Int32(SYRINX_MARKDOWN_CELL.rawValue) ? .sentence : .paragraph)
            skipped = nil
        }
        return markup.runs.count > Self.mostRuns ? 1 : 0
    }

    private func divide(_ kind: Boundary) {
        boundary = max(boundary ?? .word, kind)
        softBreak = false
    }

    private func text(_ kind: syrinx_markdown_text, _ offset: Int?, _ length: Int) {
        if let skipped {
            if let offset, length > 0, !hasWarned {
                hasWarned = true
                let isCode = skipped == SYRINX_MARKDOWN_CODE_BLOCK
                if isCode || !source[offset...].starts(with: Array("<!--".utf8)) {
                    markup.warn("A block of \(isCode ? "code" : "HTML") is not read.", at: offset)
                }
            }
            return
        }
        switch kind {
        case SYRINX_MARKDOWN_SOFT_BREAK: softBreak = true
        case SYRINX_MARKDOWN_HARD_BREAK: divide(.sentence)
        case SYRINX_MARKDOWN_HTML: break
        default:
            guard let offset, length > 0, offset >= last else { return }
            let range = offset..<offset + length
            separate(before: offset)
            if kind == SYRINX_MARKDOWN_ENTITY {
                if let scalar = CharacterReference.scalar(source[range]) {
                    markup.add(.scalar, range, value: Int(scalar))
                } else {
                    markup.add(.text, range)
                }
            } else {
                markup.add(.text, range)
            }
            last = range.upperBound
        }
    }

    /// Puts the boundary or line break that is due in front of a text.
    private func separate(before offset: Int) {
        if let boundary {
            // The markup in between belongs to the text before it up to the last
            // line end, what opens the next block to the next.
            let gap = source[last..<offset]
            let place = gap.lastIndex(of: 0x0A).map { $0 + 1 } ?? last
            markup.addBoundary(boundary, at: place)
        } else if softBreak {
            let before = UTF8Scan.scalar(source, before: last)?.value ?? 0
            let after = UTF8Scan.scalar(source, at: offset).value
            if !(UTF8Scan.isHanOrKana(before) && UTF8Scan.isHanOrKana(after)) {
                let newline = source[last..<offset].firstIndex(of: 0x0A) ?? last
                markup.add(.scalar, newline..<max(newline, min(newline + 1, offset)), value: 0x20)
            }
        }
        boundary = nil
        softBreak = false
    }

    /// Where YAML in front of the text ends, at most 64 KiB of it.
    private static func frontMatterEnd(
        _ source: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        let fence = Array("---\n".utf8)
        guard source[start...].starts(with: fence) else { return nil }
        let limit = min(source.count, start + 65536)
        var line = start + fence.count
        while line < limit {
            var end = line
            while end < limit, source[end] != 0x0A { end += 1 }
            if source[line..<end].elementsEqual("---".utf8) { return min(end + 1, source.count) }
            // An empty line right away: a ruled line, not YAML.
            if end == line, line == start + fence.count { return nil }
            line = end + 1
        }
        return nil
    }
}
