/// A section with a heading and one table, which is scrolled by itself where it is wide.
struct HTMLTable {
    /// The heading's ID.
    let id: String
    let title: String
    /// The table's class.
    let style: String
    /// What stands above the heads of rows.
    let corner: String

    /// The section.
    ///
    /// - Parameters:
    ///   - heads: Cells of the first row, behind the corner.
    ///   - rows: All others.
    ///   - lead: Lines between heading and table.
    func section(heads: String, rows: String, lead: String = "") -> String {
        """
        <section aria-labelledby="\(id)">
        <h2 id="\(id)">\(title)</h2>
        \(lead)<div class="wide" tabindex="0" role="region" aria-labelledby="\(id)">
        <table class="\(style)">
        <thead><tr><th scope="col">\(corner)</th>\(heads)</tr></thead>
        <tbody>
        \(rows)
        </tbody>
        </table>
        </div>
        </section>
        """
    }
}
