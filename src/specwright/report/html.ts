import { escapeMarkup as esc } from './escape.ts';
import { script } from './html/script.ts';
import { style } from './html/style.ts';
import {
  metaRows,
  operationPrefix,
  placeRow,
  type ReportView,
  type Row,
  type ViewBlock,
  type ViewCell,
  type ViewFinding,
} from './view.ts';

/** So many findings are part of the page; the script draws the others as they are asked for. */
const DRAWN = 200;

/** One self-contained page: no request leaves it, and it reads without JavaScript. */
export function html(view: ReportView): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${esc(view.headline)} - ${esc(view.title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${esc(view.title)}</h1>
<p class="soft">${metaRows(view.meta).map(metaPart).join(' · ')}</p>
<p><span class="verdict ${view.ok ? 'ok' : 'bad'}">${esc(view.headline)}</span></p>
</header>
<main>
${findingList(view)}
${view.facts.length === 0 ? '' : `<h2>The run</h2>\n${rows(view.facts)}`}
${view.sections.map(({ title, blocks }) => `<h2>${esc(title)}</h2>\n${blocks.map(block).join('\n')}`).join('\n')}
${rules(view)}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function metaPart([label, text]: Row): string {
  return `<span>${esc(label)} ${esc(text)}</span>`;
}

/** A page of ten thousand findings takes a browser seconds to lay out: those beyond the first wait as JSON. */
function findingList(view: ReportView): string {
  if (view.findings.length === 0) return '';
  const items = view.findings.map(findingItem);
  const rest = items.slice(DRAWN);
  const more =
    rest.length === 0
      ? ''
      : `<noscript><p>${rest.length} more findings need JavaScript to be shown; --format text and json list all.</p></noscript>
<button type="button" id="more" class="needs-script">Show more</button>
<script type="application/json" id="rest">${JSON.stringify(rest).replaceAll('<', String.raw`\u003c`)}</script>`;
  return `<h2 id="findings">Findings</h2>
${filter(view)}
<div id="items">${items.slice(0, DRAWN).join('\n')}</div>
${more}`;
}

/** What the findings rest on: each links its check or rule. */
function rules({ rules: all, findings: found }: ReportView): string {
  const used = new Set(found.map(({ id }) => id));
  const items = all
    .filter(({ id }) => used.has(id))
    .map(
      ({ id, title, reason, fix }) =>
        `<h3 id="rule-${esc(id)}">${esc(id)}</h3>${rows([
          ['what', title],
          ['why', reason],
          ...(fix === '' ? [] : [['fix', fix] satisfies Row]),
        ])}`,
    );
  return items.length === 0 ? '' : `<h2>What was checked</h2>\n${items.join('\n')}`;
}

function rows(all: readonly Row[], last = ''): string {
  return `<dl>${all.map(([label, text]) => `<dt>${esc(label)}</dt><dd>${esc(text)}</dd>`).join('')}${last}</dl>`;
}

function filter({ findings, headings }: ReportView): string {
  const operations = [...new Set(findings.flatMap(({ operation }) => operation ?? []))];
  const kinds = (['error', 'warning', 'info'] as const).map(
    (kind) => `<option value="${kind}">${esc(headings[kind])}</option>`,
  );
  return `<form id="filter" class="needs-script" aria-label="Filter findings">
<label>Words <input name="words" type="search" placeholder="press /"></label>
<label>Kind <select name="kind"><option value="">all</option>${kinds.join('')}</select></label>
<label>Operation <select name="operation"><option value="">all</option>${operations.map((id) => `<option>${esc(id)}</option>`).join('')}</select></label>
<output id="shown" class="soft"></output><span class="soft">j and k move</span></form>`;
}

function findingItem(finding: ViewFinding): string {
  const { id, severity, label, operation = '', title, details, places, blocks } = finding;
  return `<details data-kind="${severity}" data-operation="${esc(operation)}"${severity === 'error' ? ' open' : ''}>
<summary><span class="tag ${severity}">${esc(label)}</span>${esc(operationPrefix(finding))}${esc(title)}</summary>
<div>${rows([...details, ...places.map(placeRow)], `<dt>check</dt><dd><a href="#rule-${esc(id)}">${esc(id)}</a></dd>`)}${blocks.map(([name, text]) => `<h3>${esc(name)}</h3><pre>${esc(text)}</pre>`).join('')}</div></details>`;
}

function block(one: ViewBlock): string {
  if (one.kind === 'bars') return `<div class="bars">${one.bars.map(bar).join('')}</div>`;
  if (one.kind === 'list')
    return fold(one, `<ul>${one.items.map((item) => `<li>${esc(item)}</li>`).join('')}</ul>`);
  const head = one.head.map((name) => `<th scope="col">${esc(name)}</th>`).join('');
  const body = one.rows.map(
    ([first, ...rest]) => `<tr>${cell(first, 'th')}${rest.map((each) => cell(each)).join('')}</tr>`,
  );
  const note = one.note === undefined ? '' : `<p class="soft">${esc(one.note)}</p>`;
  return fold(
    one,
    `<p class="soft scrolls" hidden>The table is wider than the page: scroll it sideways.</p><div class="scroll" tabindex="0" role="region" aria-label="${esc(one.summary ?? one.head[0] ?? 'Table')}"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>${note}`,
  );
}

function fold({ summary, open }: { summary?: string; open?: boolean }, inner: string): string {
  if (summary === undefined) return inner;
  return `<details${open === true ? ' open' : ''}><summary>${esc(summary)}</summary>${inner}</details>`;
}

function cell(one: ViewCell | undefined, tag: 'th' | 'td' = 'td'): string {
  const { text = '', state, hint } = one ?? {};
  const attributes = [
    ...(tag === 'th' ? [' scope="row"'] : []),
    ...(state === undefined ? [] : [` class="${state}"`]),
    ...(hint === undefined ? [] : [` title="${esc(hint)}"`]),
  ];
  return `<${tag}${attributes.join('')}>${esc(text)}</${tag}>`;
}

function bar({ name, covered, total }: { name: string; covered: number; total: number }): string {
  const share = total === 0 ? 0 : (covered / total) * 100;
  return `<span>${esc(name)}</span><svg viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="${covered} of ${total} ${esc(name)}"><rect width="100" height="4" rx="1" fill="var(--none)"/><rect width="${share.toFixed(1)}" height="4" rx="1" fill="var(--good)"/></svg><span>${covered}/${total}</span>`;
}
