/** The look of the HTML report: the reader's own light or dark, and colour only for what a case came to. */
export const HTML_STYLE = `
:root {
  color-scheme: light dark;
  --page: #fff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --sheet: #f6f8fa;
  --good: #1a7f37; --bad: #c2262e; --warn: #8a5a00; --off: #656d76;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #16181d; --text: #e6e8eb; --soft: #9aa4b0; --line: #343a43; --sheet: #1e2127;
    --good: #57c17c; --bad: #ff8079; --warn: #e2b04c; --off: #8b949e;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--page); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif;
}
section + section { margin-top: 3.5rem; }
h1 { font-size: 1.45rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: .8rem; font-weight: 600; margin: 1rem 0 .3rem; color: var(--soft); }
p { margin: .4rem 0; overflow-wrap: anywhere; }
.about, .note { color: var(--soft); font-size: .87rem; }
.outcome, .warning { color: var(--warn); }
.figures { display: flex; flex-wrap: wrap; gap: .9rem 2.2rem; margin: 1.4rem 0 1rem; font-variant-numeric: tabular-nums; }
.figures dt { font-size: .8rem; color: var(--soft); }
.figures dd { margin: 0; font-size: 1.05rem; font-weight: 600; }
.figures dd .about { font-weight: 400; }
.figures > :first-child { flex-basis: 100%; }
.figures > :first-child dd { font-size: 1.9rem; line-height: 1.2; }
.bar { display: block; width: 100%; height: .5rem; border-radius: .25rem; margin: 0 0 1rem; overflow: hidden; }
.bar .passed { fill: var(--good); } .bar .failed { fill: var(--bad); }
.bar .error { fill: var(--warn); } .bar .cancelled { fill: var(--off); }
input[type=radio] { position: absolute; opacity: 0; pointer-events: none; }
label {
  display: inline-block; margin: .3rem .4rem .1rem 0; padding: .15rem .7rem; border: 1px solid var(--line);
  border-radius: 1rem; font-size: .87rem; cursor: pointer;
}
label span { color: var(--soft); font-variant-numeric: tabular-nums; }
input:checked + label { background: var(--text); border-color: var(--text); color: var(--page); }
input:checked + label span { color: inherit; }
input:focus-visible + label, summary:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.show-failed:checked ~ .cases > :not(.failed), .show-error:checked ~ .cases > :not(.error),
.show-flaky:checked ~ .cases > :not(.flaky), .show-passed:checked ~ .cases > :not(.passed),
.show-cancelled:checked ~ .cases > :not(.cancelled) { display: none; }
.cases { border-bottom: 1px solid var(--line); margin-top: .8rem; }
details { border-top: 1px solid var(--line); }
summary {
  display: grid; grid-template-columns: 6.5rem minmax(0, 1fr) auto auto; gap: 0 .9rem; align-items: baseline;
  padding: .55rem .25rem; cursor: pointer; list-style: none; overflow-wrap: anywhere;
}
summary::-webkit-details-marker { display: none; }
summary .status::after { content: "›"; float: inline-start; width: 1rem; color: var(--off); font-weight: 400; }
[open] > summary .status::after { transform: rotate(90deg); transform-origin: .25rem 55%; }
summary:hover { background: var(--sheet); }
summary b { grid-column: 2; }
summary .repeats { grid-column: 3; font-size: .87rem; color: var(--soft); }
summary .score { grid-column: 4; min-width: 3.2rem; text-align: end; font-variant-numeric: tabular-nums; font-weight: 600; }
.why { grid-column: 2 / -1; color: var(--soft); font-size: .9rem; }
.status { font-weight: 600; font-size: .87rem; white-space: nowrap; }
.status::before { content: "● "; font-size: .75em; vertical-align: .1em; }
.passed > * > .status, h2.passed .status { color: var(--good); }
.failed > * > .status, h2.failed .status { color: var(--bad); }
.error > * > .status, h2.error .status { color: var(--warn); }
.cancelled > * > .status { color: var(--off); }
.flaky .repeats { color: var(--warn); font-weight: 600; }
.body { padding: .1rem .25rem 1.2rem 7.65rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0 1rem; }
pre {
  margin: 0; padding: .6rem .75rem; border-radius: .4rem; background: var(--sheet); max-height: 32rem; overflow: auto;
  white-space: pre-wrap; overflow-wrap: anywhere; font: .87rem/1.55 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
}
.input { margin: 0; display: grid; gap: .4rem; }
.input > div { display: grid; grid-template-columns: minmax(4rem, auto) minmax(0, 1fr); gap: .75rem; }
.input dt { font-size: .87rem; color: var(--soft); padding-top: .55rem; overflow-wrap: anywhere; max-width: 10rem; }
.input dd { margin: 0; }
.checks { list-style: none; margin: .7rem 0 0; padding: 0; font-size: .93rem; overflow-wrap: anywhere; }
.checks .checks { margin-top: 0; padding-inline-start: 1.2rem; }
.checks li::before { content: "✓"; display: inline-block; width: 1.2rem; font-weight: 600; color: var(--good); }
.checks .broken::before { content: "✗"; color: var(--bad); }
.checks .neither::before { content: "–"; color: var(--off); }
.checks .checks li.held::before { color: var(--good); }
.judge { margin-top: .7rem; padding-inline-start: .75rem; border-inline-start: 3px solid var(--warn); font-size: .93rem; }
.judge.held { border-color: var(--good); } .judge.broken { border-color: var(--bad); }
.judge .score { font-weight: 600; font-variant-numeric: tabular-nums; margin-inline-end: .3rem; }
table { border-collapse: collapse; font-size: .87rem; margin-top: .3rem; }
td { padding: .15rem .9rem .15rem 0; vertical-align: top; overflow-wrap: break-word; }
td:first-child { color: var(--soft); } td:nth-child(2) { white-space: nowrap; font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) {
  body { padding: 1.25rem .9rem 3rem; }
  .figures { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem 1rem; }
  .figures > :first-child { grid-column: 1 / -1; }
  summary { grid-template-columns: minmax(0, 1fr) auto; }
  summary .status { grid-column: 1; grid-row: 1; }
  summary .score { grid-column: 2; grid-row: 1; }
  summary b, .why, summary .repeats { grid-column: 1 / -1; }
  .body { padding-inline-start: .25rem; }
  .input > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .input dt { max-width: none; padding: 0; }
}
@media print {
  label, input { display: none; }
  pre { max-height: none; }
}
`;
