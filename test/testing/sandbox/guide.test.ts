import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MISHAPS } from 'specwright/sandbox';
import { createSandbox, rules } from '../../../src/testing/sandbox/index.ts';
import type { Rule } from '../../../src/testing/sandbox/index.ts';

const guide = readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');

/** Cells of the table rows that begin with a code span. */
const rows = guide
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
  .map((cells) => cells.slice(1, -1));

test.each(Object.entries<Rule>(rules))('the guide tells the rule %s as it is', (name, rule) => {
  const code = (value: string | undefined): string => (value === undefined ? '' : `\`${value}\``);
  const row = rows.find(([first]) => first === code(name));
  const values = rule.values.map(code).join(', ');
  expect(row).toEqual([
    code(name),
    values,
    `${rule.confidence}`,
    code(rule.strict),
    code(rule.lenient),
    rule.decides,
  ]);
});

test('the guide has every endpoint of the control plane, and no other', async () => {
  const list: unknown = await (await createSandbox().fetch('/_sandbox')).json();
  const endpoints = rows.filter(([first]) => /^`[A-Z]+ \//.test(first ?? ''));
  const told = endpoints.map(([request = '', effect]) => [request.slice(1, -1), effect]);
  expect(list).toEqual({ endpoints: Object.fromEntries(told) });
});

test.each(MISHAPS)('the guide names the mishap %s', (mishap) => {
  expect(guide).toContain(`\`${mishap}\``);
});
