import { stringify } from 'yaml';
import type { JsonObject } from '../base/json.ts';
import { parsePointer } from '../base/pointer.ts';
import { checkDescriptions } from './checks/registry.ts';
import type { CheckDescription } from './checks/description.ts';
import type { Report, ReportedFinding } from './engine/report.ts';

const byId = new Map<string, CheckDescription>(checkDescriptions.map((check) => [check.id, check]));

/**
 * An OpenAPI Overlay that would make the document agree with what the server consistently does: for findings
 * that more likely come from the document than from the server.
 *
 * @param report - a run against a live server
 * @returns the overlay as YAML; `undefined` when there is nothing to suggest
 */
export function suggestOverlay(report: Report): string | undefined {
  const actions = report.findings
    .filter(({ culprit, severity }) => culprit === 'spec' && severity !== 'info')
    .flatMap((finding) => action(finding) ?? []);
  if (actions.length === 0) return undefined;
  return stringify({
    overlay: '1.0.0',
    info: { title: 'What the server does and the document does not say', version: '1.0.0' },
    actions,
  });
}

function action({ check, actual, title, spec, exchange }: ReportedFinding): JsonObject | undefined {
  const contentType = exchange.headers?.['content-type'];
  const suggest = byId.get(check)?.suggest;
  if (suggest === undefined || spec === undefined) return undefined;
  const { target, update } = suggest({
    actual,
    title,
    spec,
    ...(contentType !== undefined && { contentType }),
  });
  return { target: jsonPath(target), description: `${title} (seen on ${exchange.method})`, update };
}

/** `/paths/~1task/post` as `$.paths['/task'].post`. */
function jsonPath(pointer: string): string {
  const steps = parsePointer(pointer).map((token) =>
    /^[A-Za-z_]\w*$/.test(token)
      ? `.${token}`
      : `['${token.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`,
  );
  return `$${steps.join('')}`;
}
