import { escapeMarkup as esc } from './escape.ts';
import { script } from './html/script.ts';
import { style } from './html/style.ts';
import {
  metaRows,
  placeRow,
  type ReportView,
  type Row,
  type ViewBlock,
  type ViewCell,
  type ViewFinding,
} from './view.ts';

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
<p><span class="verdict ${view.ok ? 'ok' : 'bad'}">${esc(view.headline)}</span></p>
${rows([...view.facts, ...metaRows(view.meta)])}
</header>
<main>
<h2 id="findings">Findings</h2>
${filter(view)}
${view.findings.length === 0 ? '<p>None.</p>' : view.findings.map(findingItem).join('\n')}
${view.sections.map(({ title, blocks }) => `<h2>${esc(title)}</h2>\n${blocks.map(block).join('\n')}`).join('\n')}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function rows(all: readonly Row[]): string {
  return `<dl>${all.map(([label, text]) => `<dt>${esc(label)}</dt><dd>${esc(text)}</dd>`).join('')}</dl>`;
}

/** The form is there without findings too, hidden: the script finds its fields. */
function filter({ findings, headings }: ReportView): string {
  const operations = [...new Set(findings.flatMap(({ operation }) => operation ?? []))];
  const kinds = (['error', 'warning', 'info'] as const).map(
    (kind) => `<option value="${kind}">${esc(headings[kind])}</option>`,
  );
  return `<form id="filter" ${findings.length === 0 ? 'hidden' : 'class="needs-script"'} aria-label="Filter findings">
<label>Words <input name="words" type="search" placeholder="press /"></label>
<label>Kind <select name="kind"><option value="">all</option>${kinds.join('')}</select></label>
<label>Operation <select name="operation"><option value="">all</option>${operations.map((id) => `<option>${esc(id)}</option>`).join('')}</select></label>
<output id="shown" class="soft"></output><span class="soft">j and k move</span></form>`;
}

function findingItem(finding: ViewFinding): string {
  const { id, severity, label, operation = '', title, details, places, blocks } = finding;
  const where = operation === '' ? '' : `${operation}: `;
  const all: readonly Row[] = [...details, ['id', id], ...places.map(placeRow)];
  const words = `${where}${title} ${all.map(([, text]) => text).join(' ')}`.toLowerCase();
  return `<details data-text="${esc(words)}" data-kind="${severity}" data-operation="${esc(operation)}"${severity === 'error' ? ' open' : ''}>
<summary><span class="tag ${severity}">${esc(label)}</span>${esc(where)}${esc(title)}</summary>
<div>${rows(all)}${blocks.map(([name, text]) => `<h3>${esc(name)}</h3><pre>${esc(text)}</pre>`).join('')}</div></details>`;
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
    `<div class="scroll" tabindex="0" role="region" aria-label="${esc(one.summary ?? one.head[0] ?? 'Table')}"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>${note}`,
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
