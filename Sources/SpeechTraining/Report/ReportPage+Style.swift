extension ReportPage {
    /// How the page looks, light and dark. Colours of trainings have at least 3 : 1 against the
    /// page; letters tell them apart without.
    static let style = """
        :root { color-scheme: light dark; --page: #fcfcfa; --ink: #1b1f24; --quiet: #5b636d;
          --line: #dfe1e4; --c0: #1f6fc4; --c1: #c25405; --c2: #1a7f4f; --c3: #8440c2;
          --c4: #b92d62; --c5: #66700a; --c6: #007a8c; --c7: #74574a; }
        @media (prefers-color-scheme: dark) { :root { --page: #15181c; --ink: #e8eaed;
          --quiet: #a2abb5; --line: #333a42; --c0: #6cacf8; --c1: #ff9a55; --c2: #5ccb92;
          --c3: #c394f2; --c4: #f580aa; --c5: #c6cc4e; --c6: #4fc6da; --c7: #c9a999; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: var(--page);
          color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; margin: 0 0 1rem; }
        h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
        .c0 { --c: var(--c0); } .c1 { --c: var(--c1); } .c2 { --c: var(--c2); }
        .c3 { --c: var(--c3); } .c4 { --c: var(--c4); } .c5 { --c: var(--c5); }
        .c6 { --c: var(--c6); } .c7 { --c: var(--c7); }
        .key { color: var(--c); }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--quiet); padding-bottom: .3rem;
          white-space: nowrap; }
        th, td { text-align: right; padding: .2rem .8rem .2rem 0; border-top: 1px solid var(--line);
          font-weight: normal; vertical-align: top; }
        thead th { color: var(--quiet); border-top: 0; }
        th:first-child, td:first-child { text-align: left; overflow-wrap: break-word;
          max-width: 24rem; }
        form { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; }
        fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
        legend { float: left; margin-right: 1rem; color: var(--quiet); padding: 0; }
        .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; color: var(--quiet); }
        .charts { display: grid; gap: 1.2rem 2rem;
          grid-template-columns: repeat(auto-fill, minmax(min(30rem, 100%), 1fr)); }
        figure { margin: 0; min-width: 0; }
        figcaption { font-weight: 600; }
        summary, figure p { color: var(--quiet); font-size: .85rem; }
        figure p { margin: .2rem 0 .5rem; }
        svg { display: block; width: 100%; height: auto; }
        svg.sample { display: inline-block; width: 36px; height: 10px; vertical-align: middle;
          --c: var(--quiet); }
        svg text { font-size: 12px; fill: var(--quiet); }
        svg .x { text-anchor: middle; } svg .y { text-anchor: end; }
        svg .end { fill: var(--c); font-weight: 700; }
        svg path { fill: none; } .grid { stroke: var(--line); } .axis { stroke: var(--quiet); }
        .raw { stroke: var(--c); opacity: .3; stroke-linejoin: round; }
        .smooth { stroke: var(--c); stroke-width: 2; stroke-linejoin: round; }
        path.held { stroke: var(--c); stroke-width: 1.5; stroke-dasharray: 4 3; }
        circle.held { stroke: var(--c); stroke-width: 2; fill: var(--page); }
        svg.linear, body:has(#linear:checked) svg.log, body:has(#plain:checked) .charts .raw {
          display: none; }
        body:has(#linear:checked) svg.linear { display: block; }
        .samples { display: grid; gap: 1.5rem; }
        .samples img { display: block; max-width: none; }
        .sound { display: flex; align-items: center; gap: .8rem; margin: .3rem 0; }
        .sound span { min-width: 6rem; color: var(--quiet); }
        audio { flex: 1; max-width: 30rem; min-width: 0; height: 36px; }
        :focus-visible { outline: 2px solid var(--c0); outline-offset: 2px; }
        @media print { form { display: none; } figure { break-inside: avoid; } }
        """
}
