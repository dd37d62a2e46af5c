import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkDescriptions } from '../../../src/specwright/contract/checks/registry.ts';
import { renderChecks } from '../../../scripts/prove/render-checks.ts';

test('docs/checks.md says what the checks say of themselves', async () => {
  await expect(renderChecks(checkDescriptions)).toMatchFileSnapshot('../../../docs/checks.md');
});

test.each(checkDescriptions.map(({ id }) => id))('the check %s has the file of its name', (id) => {
  expect(existsSync(new URL(`../../../src/specwright/contract/checks/${id}.ts`, import.meta.url))).toBe(true);
});
