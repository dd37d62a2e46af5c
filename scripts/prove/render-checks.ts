import type { CheckDescription } from '../../src/specwright/contract/index.ts';

/** `docs/checks.md`: what every check looks at, why, and how to fix what it finds. */
export function renderChecks(
  engine: readonly CheckDescription[],
  suite: readonly CheckDescription[],
): string {
  return `# Checks

Every answer is looked at by every check. A check has the file of its name in \`src/specwright/contract/checks/\`, and those of
the Task Routing API in \`src/testing/suite/checks/\`. This page is made from those files;
\`npx vitest run test/testing/contract/checks-doc.test.ts -u\` renews it.

${engine.map(section).join('\n')}
# Checks of the Task Routing API

${suite.map(section).join('\n')}`;
}

const GRADES = { error: 'Error', warning: 'Warning', info: 'Observation' } as const;

function section({ id, severity, elsewhere, what, why, fix, culprit }: CheckDescription): string {
  const away =
    elsewhere === undefined ? '' : ` On any server but the sandbox: ${GRADES[elsewhere].toLowerCase()}.`;
  const other = culprit === 'spec' ? ' The document may be what needs the fix: `--suggest` writes how.' : '';
  return `## ${id}

${GRADES[severity]}.${away}${other}

- **What:** ${what}
- **Why:** ${why}
- **Fix:** ${fix}
`;
}
