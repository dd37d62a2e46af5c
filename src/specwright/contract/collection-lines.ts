import type { OperationDescriptor } from '../openapi/operation.ts';
import type { Report, ReportedFinding } from './engine/report.ts';

/**
 * Adds to every finding the line of the Postman collection that describes its operation.
 *
 * @param report - the run
 * @param operations - the operations that the run was about
 * @param file - name of the collection, as reports show it
 * @param text - its text
 */
export function withCollectionLines(
  report: Report,
  operations: readonly OperationDescriptor[],
  file: string,
  text: string,
): Report {
  const lines = text.split('\n');
  const found = new Map(
    operations.map(({ id, method, path }) => [id, findLine(lines, method, addressOf(path))]),
  );
  const findings = report.findings.map((finding): ReportedFinding => {
    const line = finding.operation === undefined ? undefined : found.get(finding.operation);
    return line === undefined ? finding : { ...finding, collection: { file, line } };
  });
  return { ...report, findings };
}

/** How a path template may be written in a collection: `:taskId` for `{taskId}`, with or without a trailing slash. */
function addressOf(path: string): RegExp {
  const pattern = path
    .split('/')
    .map((part) => (part.startsWith('{') ? '[^/"?]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  return new RegExp(`${pattern}/?(?:\\?|"|$)`, 'i');
}

/** The line of the method in the first request whose address ends in one of the forms of the path. */
function findLine(lines: readonly string[], method: string, address: RegExp): number | undefined {
  for (const [index, line] of lines.entries()) {
    if (!line.includes(`"method"`) || !line.includes(`"${method}"`)) continue;
    const near = lines.slice(index, index + 200);
    const raw = near.find((candidate) => candidate.includes('"raw"') && candidate.includes('/v'));
    if (raw !== undefined && address.test(raw)) return index + 1;
  }
  return undefined;
}
