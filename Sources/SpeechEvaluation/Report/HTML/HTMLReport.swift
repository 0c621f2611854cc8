/// An ``EvaluationReport`` as one HTML file that needs nothing else but the recordings beside it.
public enum HTMLReport {
    /// The page.
    public static func page(_ report: EvaluationReport) -> String {
        let title = "Voices over \(HTMLText.escaped(report.conditions.list))"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="\(ReportStyle.policy)">
            <title>\(title)</title>
            <style>\(ReportStyle.sheet)</style>
            </head>
            <body>
            <header>
            <h1>\(title)</h1>
            <p>\(ReportConditions.line(report))</p>
            </header>
            <main>
            \(ReportConditions.notes(report.conditions.notes))
            \(SubjectTable.html(report))
            \(SpeakerTable.html(report))
            \(SentenceTable.html(report))
            \(ReportConditions.legend(report))
            </main>
            </body>
            </html>

            """
    }
}
