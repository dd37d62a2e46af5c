/** The look of the page: light and dark, small screens, print. */
export const style = `
:root { color-scheme: light dark; --bg: #fff; --ink: #1d2433; --soft: #5b6478; --line: #d9dee8; --card: #f6f8fb;
  --bad: #b42318; --bad-bg: #fdecea; --warn: #8a5a00; --warn-bg: #fff4dc; --good: #17693c; --good-bg: #daf3e4; --note: #1f5fa8; --none: #eceff4; }
@media (prefers-color-scheme: dark) { :root { --bg: #12161f; --ink: #e6eaf2; --soft: #a2acc0; --line: #2d3546; --card: #1a202c;
  --bad: #ff8f85; --bad-bg: #3b1b1a; --warn: #f5c35c; --warn-bg: #38290c; --good: #7ddba3; --good-bg: #123523; --note: #85b8f5; --none: #232a38; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1rem 4rem; background: var(--bg); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; }
p { margin: .25rem 0; } .soft { color: var(--soft); }
.verdict { display: inline-block; padding: .2rem .7rem; border-radius: 1rem; font-weight: 600; }
.verdict.ok { background: var(--good-bg); color: var(--good); } .verdict.bad { background: var(--bad-bg); color: var(--bad); }
header .soft span { overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } .scroll th:first-child { position: sticky; left: 0; background: var(--bg); }
a { color: var(--note); } :target { background: var(--warn-bg); }
#items > details { content-visibility: auto; contain-intrinsic-size: auto 3rem; } #items > details[open] { contain-intrinsic-size: auto 20rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.good { background: var(--good-bg); color: var(--good); } .bad { background: var(--bad-bg); color: var(--bad); font-weight: 700; } .idle { background: var(--none); color: var(--soft); }
.bars { display: grid; grid-template-columns: max-content 1fr max-content; gap: .3rem .8rem; align-items: center; margin-top: 1rem; max-width: 40rem; }
.bars svg { width: 100%; height: .7rem; display: block; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; background: var(--card); }
summary { cursor: pointer; padding: .55rem .8rem; } details > div { padding: 0 .8rem .8rem; }
:focus-visible { outline: 3px solid var(--note); outline-offset: 2px; }
.tag { font-size: .78rem; font-weight: 600; border-radius: .3rem; padding: .08rem .45rem; margin-right: .4rem; }
.tag.error { background: var(--bad-bg); color: var(--bad); } .tag.warning { background: var(--warn-bg); color: var(--warn); } .tag.info { background: var(--none); color: var(--note); }
.tag.passed { background: var(--good-bg); color: var(--good); } .tag.failed { background: var(--bad-bg); color: var(--bad); } .tag.skipped { background: var(--none); color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .9rem; margin: .3rem 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
pre { background: var(--bg); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .82rem; margin: .4rem 0; }
form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; margin: .5rem 0; } input, select, button { font: inherit; color: inherit; background: var(--bg); border: 1px solid var(--line); border-radius: .4rem; padding: .3rem .5rem; }
.needs-script { display: none; } .scripted .needs-script { display: flex; } .scripted button.needs-script { display: block; } [hidden] { display: none !important; }
@media print { form, button, .scrolls { display: none !important; } details { break-inside: avoid; } }
`;
