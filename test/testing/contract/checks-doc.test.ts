import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkDescriptions } from '../../../src/specwright/contract/index.ts';
import { checks as suiteChecks } from '../../../src/testing/suite/checks/registry.ts';
import { renderChecks } from '../../../scripts/prove/render-checks.ts';

test('docs/checks.md says what the checks say of themselves', async () => {
  await expect(renderChecks(checkDescriptions, suiteChecks)).toMatchFileSnapshot('../../../docs/checks.md');
});

test.each([
  ...checkDescriptions.map(({ id }) => ['specwright/contract', id]),
  ...suiteChecks.map(({ id }) => ['testing/suite', id]),
])('in %s the check %s has the file of its name', (folder, id) => {
  expect(existsSync(new URL(`../../../src/${folder}/checks/${id}.ts`, import.meta.url))).toBe(true);
});
