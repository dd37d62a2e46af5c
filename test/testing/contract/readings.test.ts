import { expect, test } from 'vitest';
import { verify } from '../../../src/testing/suite/verify.ts';
import { createSandbox, rules, type Rules, type Strictness } from '../../../src/testing/sandbox/index.ts';

/** Every rule at the value of a place in its list; the first where the list is shorter. */
function at(place: number): Partial<Rules> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, { values }]) => [name, values[place] ?? values[0]]),
  );
}

/** That a category must exist is published; what is said of one that does not exist is not. */
const published: Partial<Rules> = { unknownCategory: '4' };

test.each<[string, Strictness, Partial<Rules>]>([
  ['the second of every reading', 'default', at(1)],
  ['the third of every reading', 'default', at(2)],
  ['the lenient preset', 'lenient', {}],
  ['the strict preset', 'strict', {}],
])(
  'as a foreign server, the sandbox with %s has no finding',
  async (_words, strictness, chosen) => {
    await using sandbox = createSandbox({ strictness, rules: { ...chosen, ...published } });
    const { url } = await sandbox.listen();
    const report = await verify({
      target: url,
      mode: 'full',
      // A busy machine is not what is tested here.
      maxLatency: 20_000,
      credentials: sandbox.credentials,
      profile: sandbox.profile,
      hooks: sandbox.hooks,
      ...(sandbox.unprivileged && { unprivilegedSecret: sandbox.unprivileged.clientSecret }),
    });
    const serious = report.findings.filter(({ severity }) => severity !== 'info');
    expect(serious.map(({ check, title }) => `${check}: ${title}`)).toEqual([]);
    expect(report.ok).toBe(true);
  },
  180_000,
);
