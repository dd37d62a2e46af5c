import type { JsonObject } from '../base/json.ts';
import { stringify } from 'yaml';
import type { Report, ReportedFinding } from './engine/report.ts';

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

function action(finding: ReportedFinding): JsonObject | undefined {
  const { spec, title, exchange } = finding;
  if (spec === undefined) return undefined;
  const update = updateFor(finding);
  return (
    update && {
      target: jsonPath(targetPointer(finding, spec)),
      description: `${title} (seen on ${exchange.method})`,
      update,
    }
  );
}

function targetPointer({ check }: ReportedFinding, spec: string): string {
  return check === 'status-documented' || check === 'media-type-documented'
    ? spec
    : spec.replace(/\/content$/, '');
}

function updateFor({ check, actual, exchange, title }: ReportedFinding): JsonObject | undefined {
  switch (check) {
    case 'status-documented':
      return {
        [actual]: {
          description: 'Observed on a live server.',
          ...observedContent(exchange.headers?.['content-type']),
        },
      };
    case 'media-type-documented':
      return {
        [(exchange.headers?.['content-type'] ?? 'application/octet-stream').split(';')[0] ?? '']: {
          schema: {},
        },
      };
    case 'undocumented-properties':
      return {
        content: {
          'application/json': { schema: { properties: { [/"([^"]+)"/.exec(title)?.[1] ?? '']: {} } } },
        },
      };
    case 'error-code-allowed':
      return {
        content: {
          'application/json': { schema: { properties: { errorCode: { enum: [Number(actual)] } } } },
        },
      };
    default:
      return undefined;
  }
}

function observedContent(contentType: string | undefined): JsonObject {
  return contentType === undefined
    ? {}
    : { content: { [contentType.split(';')[0] ?? contentType]: { schema: {} } } };
}

/** `/paths/~1task/post` as `$.paths['/task'].post`. */
function jsonPath(pointer: string): string {
  const segments = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return `$${segments.map((part) => (/^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `['${part.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`)).join('')}`;
}
