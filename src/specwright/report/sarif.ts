import { jsonText } from '../base/text.ts';
import { operationPrefix, type ReportView, type ViewFinding, type ViewPlace, type ViewRule } from './view.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarif({ headline, meta, rules, findings }: ReportView): string {
  const { tool, date, documents, target } = meta;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, version: tool.version, rules: unique(rules.map(rule)) } },
        invocations: [{ executionSuccessful: true, endTimeUtc: date }],
        artifacts: unique(
          documents.map(({ name, sha256 }) => ({
            location: { uri: uriOf(name) },
            hashes: { 'sha-256': sha256 },
          })),
        ),
        results: findings.map(result),
        properties: { verdict: headline, ...(target !== undefined && { target }) },
      },
    ],
  };
  return `${jsonText(log)}\n`;
}

function rule({ id, title, reason, fix, severity }: ViewRule): object {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: reason },
    ...(fix !== '' && { help: { text: fix } }),
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function result(finding: ViewFinding): object {
  const { id, severity, title, details, places, key, occurrences } = finding;
  const where = operationPrefix(finding);
  const rows = details.map(([label, text]) => `\n${label}: ${text}`).join('');
  const [first, ...related] = unique(places.map(location));
  return {
    ruleId: id,
    level: LEVELS[severity],
    message: { text: `${where}${title}${rows}` },
    locations: first === undefined ? [] : [first],
    ...(related.length > 0 && { relatedLocations: related }),
    partialFingerprints: { key },
    occurrenceCount: occurrences,
  };
}

function location({ file, line, pointer }: ViewPlace): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line !== undefined && { region: { startLine: line } }),
    },
    ...(pointer !== undefined && { logicalLocations: [{ fullyQualifiedName: pointer, kind: 'member' }] }),
  };
}

/** Lists of SARIF hold nothing twice. */
function unique(items: readonly object[]): readonly object[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** The name of a file or a git reference as a URI reference. */
function uriOf(name: string): string {
  return encodeURI(name.replaceAll('\\', '/').replaceAll(/^([^/]*:)/g, './$1')).replaceAll('#', '%23');
}
