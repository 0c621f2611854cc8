import Foundation
import SpeechEvaluation
import Testing

@Suite struct HTMLReportTests {
    private func page(_ id: String, _ text: String, heard: String, problem: String? = nil) throws
        -> String
    {
        let sentences = try SampleReport.sentences("\(id)\t\(text)")
        var outcome = SampleReport.outcome(heard: heard)
        outcome.problem = problem
        let subject = try SampleReport.subject("<i>voice", [outcome], sentences)
        return HTMLReport.page(SampleReport.report([subject], sentences, notes: ["a & <b>"]))
    }

    @Test func `wrong words are marked where they are`() throws {
        let page = try page("a", "One two three.", heard: "zero one too three")
        #expect(page.contains("<ins>zero</ins> one <del>two</del> <ins>too</ins> three"))
        #expect(page.contains("src=\"audio/1-1.flac\""))
        #expect(page.contains("errors 66.7 %"))
    }

    @Test func `what others wrote is text and nothing else`() throws {
        let page = try page(
            "\"><script>", "<img src=x onerror=alert(1)> & 'more' \u{202E}words.", heard: "words",
            problem: "</table><script>alert(1)</script>")
        #expect(!page.contains("<script"))
        #expect(!page.contains("<img"))
        #expect(!page.contains("</table><"))
        #expect(!page.contains("\u{202E}"))
        #expect(page.contains("&lt;i&gt;voice"))
        #expect(page.contains("a &amp; &lt;b&gt;"))
    }

    @Test func `elements are closed in the order in which they were opened`() throws {
        let page = try page("a", "One two three.", heard: "one")
        let empty: Set = ["meta", "br", "!DOCTYPE"]
        var open: [String] = []
        for part in page.split(separator: "<").dropFirst() {
            let name = String(part.prefix { $0 != " " && $0 != ">" })
            if name.hasPrefix("/") {
                #expect(open.popLast() == String(name.dropFirst()))
            } else if !empty.contains(name) {
                open.append(name)
            }
        }
        #expect(open.isEmpty)
    }

    @Test func `the page asks nobody for anything but its recordings`() throws {
        let page = try page("a", "One two three.", heard: "one")
        #expect(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"))
        #expect(!page.contains("http://") && !page.contains("https://"))
    }
}
