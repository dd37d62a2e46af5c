import type { Report, ReportedFinding } from './engine/report.ts';
import { operationPaths } from './traffic/operation-paths.ts';
import { builtinApi } from '../../testing/suite/builtin-api.ts';

/**
 * Adds to every finding the line of the Postman collection where its operation is described.
 *
 * @param report - the run
 * @param file - name of the collection, as reports show it
 * @param text - its text
 */
export function withCollectionLines(report: Report, file: string, text: string): Report {
  const lines = text.split('\n');
  const found = new Map(
    builtinApi.operations.map(({ id, method, path }) => [id, findLine(lines, method, operationPaths(path))]),
  );
  const findings = report.findings.map((finding): ReportedFinding => {
    const line = finding.operation === undefined ? undefined : found.get(finding.operation);
    return line === undefined ? finding : { ...finding, collection: { file, line } };
  });
  return { ...report, findings };
}

/** The line of the method in the first request whose address ends in one of the forms of the path. */
function findLine(lines: readonly string[], method: string, paths: readonly RegExp[]): number | undefined {
  for (const [index, line] of lines.entries()) {
    if (!line.includes(`"method"`) || !line.includes(`"${method}"`)) continue;
    const near = lines.slice(index, index + 200);
    const raw = near.find((candidate) => candidate.includes('"raw"') && candidate.includes('/v'));
    if (raw !== undefined && paths.some((path) => path.test(raw))) return index + 1;
  }
  return undefined;
}
