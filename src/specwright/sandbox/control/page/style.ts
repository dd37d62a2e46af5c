/** Looks of the live page: one column on a phone, two where there is room, dark where the reader wants it. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --good: #17803d; --warn: #a15c00; --bad: #c0262d; }
@media (prefers-color-scheme: dark) { :root { --good: #5cc98a; --warn: #e0a94f; --bad: #ff8086; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.45 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; padding: .75rem 1rem; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.15rem; margin: 0; }
#clock { margin: 0; opacity: .8; font-variant-numeric: tabular-nums; }
#controls { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: .5rem 1rem; border-bottom: 1px solid var(--line); }
button, select, input { font: inherit; padding: .25rem .6rem; border: 1px solid var(--line); border-radius: .4rem; }
button { cursor: pointer; }
.more button { margin-right: .4rem; font-size: .85rem; }
main { padding: 0 1rem 2rem; max-width: 75rem; margin: 0 auto; }
h2 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
ul { list-style: none; margin: 0; padding: 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .5rem; }
.tiles li { padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--soft); }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.rows li { display: grid; gap: 0 .75rem; padding: .5rem 0; border-bottom: 1px solid var(--line); grid-template-columns: 1fr auto; }
.rows .what { overflow-wrap: anywhere; font-weight: 600; }
.rows .more { grid-column: 1 / -1; opacity: .8; font-size: .9rem; overflow-wrap: anywhere; }
.tag { font-size: .8rem; font-weight: 600; white-space: nowrap; align-self: start; padding: .1rem .5rem; border-radius: 1rem; border: 1px solid currentColor; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
@media (min-width: 60rem) { main { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; } section:first-child { grid-column: 1 / -1; } }
`;
