import { coverageKinds } from '../../contract/engine/coverage.ts';
import type { CaseReport, Report, ReportedFinding } from '../../contract/engine/report.ts';
import { escapeMarkup as esc } from '../escape.ts';
import { counted, coverageWords, severityWord, skips, verdict } from '../words.ts';
import { matrix } from './matrix.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** The whole page. */
export function page(report: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${esc(verdict(report))} - contract report</title>
<style>${style}</style>
</head>
<body>
${header(report)}
<main>
<h2 id="coverage">Coverage: ${report.coverage.percent} %</h2>
${matrix(report)}
${neverMet(report)}
<h2 id="findings">Findings</h2>
${filter(report)}
${report.findings.length === 0 ? '<p>None.</p>' : report.findings.map(findingItem).join('\n')}
<h2 id="cases">Cases</h2>
${skipList(report)}
${caseTables(report)}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function header(report: Report): string {
  const { summary, target, mode, seed, duration, leftovers, notices } = report;
  const numbers: readonly (readonly [number | string, string])[] = [
    [summary.errors, 'errors'],
    [summary.warnings, 'warnings'],
    [summary.observations, 'observations'],
    [summary.cases, 'cases'],
    [summary.skipped, 'skipped'],
    [summary.requests, 'requests'],
    [`${(duration / 1_000).toFixed(1)} s`, 'time'],
  ];
  return `<header>
<h1>Contract report</h1>
<p><span class="verdict ${report.ok ? 'ok' : 'bad'}">${esc(verdict(report))}</span></p>
<p class="soft">${esc(target.url)}, mode ${esc(mode)}, seed ${seed}</p>
<ul class="numbers">${numbers.map(([value, name]) => `<li><b>${value}</b>${name}</li>`).join('')}</ul>
${leftovers.map(({ id }) => `<p>Left over: ${esc(id)}</p>`).join('')}${notices.map((notice) => `<p>${esc(notice)}</p>`).join('')}
</header>`;
}

function filter({ findings, coverage }: Report): string {
  const operations = Object.keys(coverage.kinds.operation.items);
  if (findings.length === 0)
    return '<form id="filter" hidden><input name="words"><input name="kind"><input name="operation"><output id="shown"></output></form>';
  return `<form id="filter" class="needs-script" aria-label="Filter findings">
<label>Words <input name="words" type="search" placeholder="press /"></label>
<label>Kind <select name="kind"><option value="">all</option><option value="error">errors</option><option value="warning">warnings</option><option value="info">observations</option></select></label>
<label>Operation <select name="operation"><option value="">all</option>${operations.map((id) => `<option>${esc(id)}</option>`).join('')}</select></label>
<output id="shown" class="soft"></output><span class="soft">j and k move</span></form>`;
}

function findingItem(finding: ReportedFinding): string {
  const {
    severity,
    check,
    operation = '',
    title,
    expected,
    actual,
    occurrences,
    cases,
    spec,
    culprit,
    exchange,
    collection,
  } = finding;
  const words = `${title} ${check} ${operation} ${expected} ${actual}`.toLowerCase();
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['expected', expected],
    ['actual', actual],
    ['check', check],
    ['document', spec],
    ['collection', collection && `${collection.file}:${collection.line}`],
    ['likelier culprit', culprit === 'server' ? 'the server' : 'the document'],
    [
      'seen',
      `${counted(occurrences, 'time')} in ${cases.slice(0, 8).join(', ')}${cases.length > 8 ? ` and ${cases.length - 8} more` : ''}`,
    ],
  ];
  return `<details data-text="${esc(words)}" data-kind="${severity}" data-operation="${esc(operation)}"${severity === 'error' ? ' open' : ''}>
<summary><span class="tag ${severity}">${severityWord(finding)}</span>${esc(title)}</summary>
<div><dl>${rows
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<dt>${name}</dt><dd>${esc(value ?? '')}</dd>`)
    .join('')}</dl>
<h3>Request</h3><pre>${esc(exchange.curl)}</pre>
<h3>Answer${exchange.status === undefined ? '' : ` ${exchange.status}`} (${exchange.duration} ms)</h3><pre>${esc(answerText(finding))}</pre></div></details>`;
}

function answerText({ exchange }: ReportedFinding): string {
  const headers = Object.entries(exchange.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [...headers, '', exchange.received === '' ? '(no body)' : exchange.received].join('\n').trim();
}

function neverMet({ coverage }: Report): string {
  const lists = coverageKinds.flatMap((kind) => {
    const names = Object.entries(coverage.kinds[kind].items)
      .filter(([, count]) => count === 0)
      .map(([name]) => name);
    return names.length === 0 ? [] : [`<dt>${coverageWords[kind]}</dt><dd>${names.map(esc).join(', ')}</dd>`];
  });
  return lists.length === 0
    ? ''
    : `<details><summary>Never met</summary><div><dl>${lists.join('')}</dl></div></details>`;
}

function skipList(report: Report): string {
  const reasons = skips(report);
  return reasons.length === 0
    ? ''
    : `<ul>${reasons.map(({ reason, count }) => `<li>${counted(count, 'case')} skipped: ${esc(reason)}</li>`).join('')}</ul>`;
}

function caseTables({ cases }: Report): string {
  const sources = [...new Set(cases.map(({ source }) => source))];
  return sources
    .map((source) =>
      caseTable(
        source,
        cases.filter((entry) => entry.source === source),
      ),
    )
    .join('\n');
}

function caseTable(source: string, cases: readonly CaseReport[]): string {
  const failed = cases.filter(({ outcome }) => outcome.kind === 'failed').length;
  const rows = cases.map(
    ({ id, title, outcome, requests, duration }) =>
      `<tr><td><span class="tag ${outcome.kind}">${outcome.kind}</span></td><td>${esc(id)}</td><td>${esc(title)}${outcome.kind === 'skipped' ? `<br><span class="soft">${esc(outcome.reason)}</span>` : ''}</td><td>${requests}</td><td>${duration} ms</td></tr>`,
  );
  return `<details${failed > 0 ? ' open' : ''}><summary>${esc(source)}: ${counted(cases.length, 'case')}${failed > 0 ? `, ${failed} failed` : ''}</summary><div class="scroll"><table><thead><tr><th>Outcome</th><th>Case</th><th>What</th><th>Requests</th><th>Time</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}
