import type { CheckDescription } from '../../src/specwright/contract/checks/check.ts';

/** `docs/checks.md`: what every check looks at, why, and how to mend what it finds. */
export function renderChecks(checks: readonly CheckDescription[]): string {
  const sections = checks.map(
    ({ id, severity, what, why, mend }) =>
      `## ${id}\n\n${severity === 'info' ? 'Observation' : 'Error'}.\n\n- **What:** ${what}\n- **Why:** ${why}\n- **Mend:** ${mend}\n`,
  );
  return `# Checks\n\nEvery answer is looked at by every check. The name of a check is the name of its file in \`src/specwright/contract/checks/\`.\nThis page is made from those files; \`npx vitest run test/contract/checks-doc.test.ts -u\` renews it.\n\n${sections.join('\n')}`;
}
