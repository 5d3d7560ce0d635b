#pragma once

namespace featdyn::verify {

/// The look of report.html: light and dark by the reader's choice, one column on a telephone, ink on paper.
inline constexpr const char* style_sheet = R"(
:root { color-scheme: light dark; --ink: #1c1c1e; --soft: #55585e; --paper: #ffffff; --panel: #f5f6f8; --line: #d9dce1;
  --link: #0b5cad; --holds: #11603a; --fails: #a1150f; --undecided: #7a4d00; --not-applicable: #55585e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9eaec; --soft: #a9adb5; --paper: #17181a; --panel: #222428;
  --line: #3a3d43; --link: #7cb7f5; --holds: #6fd3a0; --fails: #ff8f88; --undecided: #f2bd5c; --not-applicable: #a9adb5; }
  figure img { filter: invert(0.9) hue-rotate(180deg); } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .6rem; padding-top: .8rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.3rem 0 .4rem; }
p { margin: .4rem 0; max-width: 46rem; }
a { color: var(--link); }
sub, sup { line-height: 0; font-size: .75em; }
code { font: .86em/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; background: var(--panel);
  padding: .1em .3em; border-radius: .2em; }
pre { background: var(--panel); padding: .6rem .8rem; border-radius: .3rem; white-space: pre-wrap; overflow-wrap: anywhere;
  margin: .4rem 0; }
pre code { padding: 0; background: none; }
.soft { color: var(--soft); }
.scroll { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; }
ul.claims { list-style: none; padding: 0; } .claims li, .conclusions li { margin: .7rem 0; } .claims p, .conclusions p { margin: .1rem 0; }
details { margin: .8rem 0; } summary { cursor: pointer; color: var(--link); }
.badge { display: inline-block; white-space: nowrap; padding: 0 .5em; border: 1.5px solid currentColor; border-radius: 1em;
  font-size: .85rem; font-weight: 600; }
.holds { color: var(--holds); } .fails { color: var(--fails); } .undecided { color: var(--undecided); }
.not-applicable { color: var(--not-applicable); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .6rem 0; }
dt { color: var(--soft); } dd { margin: 0; max-width: 46rem; }
.pictures { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: .6rem 0; flex: 1 1 20rem; max-width: 34rem; }
figure img { width: 100%; height: auto; display: block; }
figcaption { font-size: .88rem; color: var(--soft); }
@media (max-width: 40rem) { .scroll table { min-width: 42rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } h1 { font-size: 1.4rem; } }
@media print { body { max-width: none; font-size: 10pt; padding: 0; } a { color: inherit; text-decoration: none; }
  article { break-inside: auto; } figure, tr, h2, h3 { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; } figure img { filter: none; } }
)";

}  // namespace featdyn::verify
