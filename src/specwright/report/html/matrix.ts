import { coverageKinds } from '../../contract/engine/coverage.ts';
import type { Report } from '../../contract/engine/report.ts';
import { escapeMarkup } from '../escape.ts';
import { coverageWords } from '../words.ts';

/** The picture of what was met: operations down, statuses and error codes across; and a bar for each kind. */
export function matrix(report: Report): string {
  const operations = Object.keys(report.coverage.kinds.operation.items);
  const columns = columnsOf(report);
  const head = columns
    .map(
      ([status, code]) =>
        `<th scope="col">${escapeMarkup(status)}${code === '' ? '' : `<br>code ${escapeMarkup(code)}`}</th>`,
    )
    .join('');
  const rows = operations.map(
    (operation) =>
      `<tr><th scope="row">${escapeMarkup(operation)}</th>${columns.map((column) => cell(report, operation, column)).join('')}</tr>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="Coverage matrix"><table class="matrix"><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>
<p class="soft">A number says how often the answer was met; red: a finding names it; grey: documented and never met; empty: not documented.</p>${bars(report)}`;
}

type Column = readonly [status: string, code: string];

function columnsOf({ coverage }: Report): readonly Column[] {
  const withCode = Object.keys(coverage.kinds.errorCode.items).map((name) => name.split(' '));
  const coded = new Set(withCode.map(([operation, status]) => `${operation} ${status}`));
  const plain = Object.keys(coverage.kinds.status.items).filter((name) => !coded.has(name));
  const keys = new Set([
    ...plain.map((name) => `${name.split(' ')[1] ?? ''} `),
    ...withCode.map(([, status, code]) => `${status} ${code}`),
  ]);
  return [...keys]
    .map((key): Column => [key.split(' ')[0] ?? '', key.split(' ')[1] ?? ''])
    .sort((a, b) => a[0].localeCompare(b[0]) || Number(a[1]) - Number(b[1]));
}

function cell(report: Report, operation: string, [status, code]: Column): string {
  const { kinds } = report.coverage;
  const hasCodes = Object.keys(kinds.errorCode.items).some((name) =>
    name.startsWith(`${operation} ${status} `),
  );
  if (code === '' && hasCodes) return '<td></td>';
  const count =
    code === ''
      ? kinds.status.items[`${operation} ${status}`]
      : kinds.errorCode.items[`${operation} ${status} ${code}`];
  if (count === undefined) return '<td></td>';
  const broken = report.findings.some(
    (finding) =>
      finding.severity === 'error' &&
      finding.operation === operation &&
      String(finding.exchange.status) === status &&
      (code === '' || finding.exchange.received.includes(`"errorCode":${code}`)),
  );
  const kind = broken ? 'broken' : count > 0 ? 'met' : 'unmet';
  const words = `${operation}, status ${status}${code === '' ? '' : `, code ${code}`}: ${broken ? 'finding' : count > 0 ? `met ${count} times` : 'never met'}`;
  return `<td class="${kind}" title="${escapeMarkup(words)}">${broken ? `✗ ${count}` : count > 0 ? count : '–'}</td>`;
}

function bars({ coverage }: Report): string {
  const rows = coverageKinds
    .filter((kind) => coverage.kinds[kind].total > 0)
    .map((kind) => {
      const { covered, total } = coverage.kinds[kind];
      const share = (covered / total) * 100;
      return `<span>${coverageWords[kind]}</span><svg viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="${covered} of ${total} ${coverageWords[kind]}"><rect width="100" height="4" rx="1" fill="var(--none)"/><rect width="${share.toFixed(1)}" height="4" rx="1" fill="var(--good)"/></svg><span>${covered}/${total}</span>`;
    });
  return `<div class="bars">${rows.join('')}</div>`;
}
