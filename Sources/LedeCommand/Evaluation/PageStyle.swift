/// How the page of an evaluation looks: on a screen, light or dark, and on paper.
enum PageStyle {
  /// The colours of runs, which the colour-blind can tell apart (Okabe and Ito, 2008).
  static let runColors = 6

  static let sheet = """
    :root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --soft: #5b6570; \
    --line: #d5dae0; --better: #0072b2; --worse: #d55e00; --c0: #5b6570; --c1: #0072b2; \
    --c2: #d55e00; --c3: #009e73; --c4: #cc79a7; --c5: #b58900; }
    @media (prefers-color-scheme: dark) { :root { --ground: #14171a; --text: #e4e7ea; \
    --soft: #9aa4ae; --line: #363c43; --better: #56b4e9; --worse: #f0883e; --c0: #9aa4ae; \
    --c1: #56b4e9; --c2: #f0883e; --c3: #2fc79b; --c4: #e59fc4; --c5: #e0c34a; } }
    @page { margin: 16mm; }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; \
    padding: 0 1rem; background: var(--ground); color: var(--text); }
    h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .5rem; }
    h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
    p, li, figcaption { color: var(--soft); } p { margin: .3rem 0; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { padding: .2rem .5rem; text-align: right; white-space: nowrap; }
    th:first-child, td:first-child { text-align: left; padding-left: 0; }
    thead th { border-bottom: 2px solid var(--line); font-weight: 600; }
    tbody tr.measure th { border-top: 1px solid var(--line); padding-top: .5rem; }
    td.significant { font-weight: 700; }
    figure { margin: .6rem 0; } figcaption { font-size: .85rem; }
    svg { display: block; width: 100%; height: auto; }
    svg text { font: 11px system-ui, sans-serif; fill: var(--soft); }
    svg .span { stroke-width: 2; } svg .axis { stroke: var(--line); stroke-width: 1; } svg .zero { stroke: var(--soft); }
    svg .better { fill: var(--better); } svg .worse { fill: var(--worse); }
    svg .r0 { fill: var(--c0); } svg .r1 { fill: var(--c1); } svg .r2 { fill: var(--c2); }
    svg .r3 { fill: var(--c3); } svg .r4 { fill: var(--c4); } svg .r5 { fill: var(--c5); }
    .key { display: inline-block; width: .75em; height: .75em; margin: 0 .35em 0 .9em; }
    .key:first-child { margin-left: 0; }
    .k0 { background: var(--c0); } .k1 { background: var(--c1); } .k2 { background: var(--c2); }
    .k3 { background: var(--c3); } .k4 { background: var(--c4); } .k5 { background: var(--c5); }
    @media print { :root { color-scheme: light; --ground: #fff; --text: #000; --soft: #444; \
    --line: #bbb; --better: #0072b2; --worse: #d55e00; --c0: #5b6570; --c1: #0072b2; \
    --c2: #d55e00; --c3: #009e73; --c4: #cc79a7; --c5: #b58900; } \
    body { font-size: 9pt; max-width: none; margin: 0; padding: 0; } \
    table { font-size: 7pt; } th, td { padding: .1rem .3rem; } .wide { overflow: visible; } \
    figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } \
    * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """
}
