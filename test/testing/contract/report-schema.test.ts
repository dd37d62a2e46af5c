import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { contractView, render, type Report } from '../../../src/specwright/contract/index.ts';
import schema from '../../../src/specwright/report/report.schema.json' with { type: 'json' };
import { createSandbox, verify } from '../../../src/testing/index.ts';

const validate = new Ajv2020({ allErrors: true }).compile(schema);

async function report(faults: string[], signal?: AbortSignal): Promise<Report> {
  await using sandbox = createSandbox({ faults });
  const { url } = await sandbox.listen();
  return await verify({
    target: url,
    sandbox: true,
    maxLatency: 20_000,
    credentials: sandbox.credentials,
    profile: sandbox.profile,
    ...(signal && { signal }),
  });
}

const META = { tool: { name: 'specwright', version: '1.0.0' }, date: '2026-01-01T00:00:00Z', documents: [] };

const problems = (text: string): unknown => (validate(JSON.parse(text)) ? [] : validate.errors);

test.each([
  ['a run without findings', []],
  ['a run with findings', ['query-status-undocumented', 'update-dropped']],
])(
  'the JSON report of %s is as its published schema says',
  async (_words, faults) => {
    expect(problems(render(contractView(await report(faults), META), 'json'))).toEqual([]);
  },
  180_000,
);

test('so is that of a run that was interrupted', async () => {
  const { interrupted, ...rest } = await report([], AbortSignal.abort());
  expect(interrupted).toBe(true);
  expect(problems(JSON.stringify({ ...rest, interrupted }))).toEqual([]);
});

test('the schema refuses what is no report', () => {
  expect(problems('{"tool":"another"}')).not.toEqual([]);
});
