/** The look of the HTML report: the reader's own light or dark, and what did not pass in colour. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --bad: #b3261e; --warn: #8a5a00; --good: #1a7f37; --line: #8884; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --warn: #ffca70; --good: #7ee2a0; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.3rem; margin-bottom: 0; overflow-wrap: anywhere; }
h2 { font-size: .8rem; margin: .8rem 0 .2rem; opacity: .7; }
.model, .place { margin: .2rem 0; opacity: .7; }
.summary { font-weight: 600; font-variant-numeric: tabular-nums; }
.outcome, .error .status { color: var(--warn); }
.flaky { color: var(--warn); font-weight: 600; }
.failed .status { color: var(--bad); }
.passed .status { color: var(--good); }
details { border-top: 1px solid var(--line); padding: .4rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
.why { opacity: .8; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); padding: .5rem; margin: 0; }
`;
