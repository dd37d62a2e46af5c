import type { CheckDescription } from '../contract/checks/description.ts';
import { checkDescriptions } from '../contract/checks/registry.ts';
import type { ReportedFinding } from '../contract/engine/report.ts';
import type { Reporter } from './reporter.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** SARIF 2.1.0: rules are the checks, results the findings; each points into the document. */
export const sarif: Reporter = (report) => {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'bpcc-task-routing-testing verify', rules: checkDescriptions.map(rule) } },
        invocations: [{ executionSuccessful: !report.interrupted }],
        results: report.findings.map(result),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function rule({ id, what, why, fix, severity }: CheckDescription): object {
  return {
    id,
    shortDescription: { text: what },
    fullDescription: { text: why },
    help: { text: fix },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function result(finding: ReportedFinding): object {
  const { check, severity, title, expected, actual, spec, key, collection, occurrences } = finding;
  const uri = collection?.file ?? 'generated/openapi.json';
  return {
    ruleId: check,
    level: LEVELS[severity],
    message: { text: `${title}. Expected: ${expected}. Actual: ${actual}.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          ...(collection && { region: { startLine: collection.line } }),
        },
        ...(spec !== undefined && { logicalLocations: [{ fullyQualifiedName: spec, kind: 'member' }] }),
      },
    ],
    partialFingerprints: { key },
    occurrenceCount: occurrences,
  };
}
