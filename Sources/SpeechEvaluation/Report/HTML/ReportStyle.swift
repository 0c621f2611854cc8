/// How the report looks.
enum ReportStyle {
    /// What the page may load: its own style, and recordings beside it. No script, no network.
    static let policy = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self' file:"

    /// Light or dark, as the reader's system is.
    static let sheet = """
        :root { color-scheme: light dark; --line: #c9ced6; --soft: #f2f4f7; --quiet: #57606a;
          --wrong: #b3261e; --extra: #0b57a4; --best: #dff3e4; --text: #1b1f24; --page: #fff; }
        @media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #1c2128;
          --quiet: #a3adb8; --wrong: #ff8f85; --extra: #8cc2ff; --best: #173d24;
          --text: #e6eaef; --page: #0f1317; } }
        body { margin: 0 auto; max-width: 100rem; padding: 1.5rem; background: var(--page);
          color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin-top: 2rem; }
        p, li { max-width: 60rem; }
        .wide { overflow-x: auto; border: 1px solid var(--line); border-radius: .4rem; }
        .wide:focus-visible { outline: 3px solid var(--extra); }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; }
        th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
          vertical-align: top; }
        tbody tr:last-child > * { border-bottom: 0; }
        thead th { background: var(--soft); vertical-align: bottom; }
        .figures td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .figures thead th + th { text-align: right; }
        td.best { background: var(--best); font-weight: 600; }
        th small, td small, .quiet { color: var(--quiet); font-weight: 400; }
        td small { display: block; }
        td.said, td.whom { text-align: left; }
        .sentences th[scope=row] { min-width: 14rem; max-width: 22rem; font-weight: 400;
          overflow-wrap: anywhere; }
        .sentences td { min-width: 18rem; }
        audio { display: block; width: 100%; min-width: 14rem; height: 2.2rem; }
        del { color: var(--wrong); text-decoration: line-through; }
        ins { color: var(--extra); text-decoration: underline; text-decoration-thickness: 2px; }
        .problem { color: var(--wrong); }
        .none { color: var(--quiet); }
        """
}
