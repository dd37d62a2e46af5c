import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import * as fc from '../../fast-check.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { FORMATS } from '../../../src/specwright/report/formats.ts';
import { render } from '../../../src/specwright/report/render.ts';
import type { ReportView, Row, ViewFinding } from '../../../src/specwright/report/view.ts';
import { actingCharacters, commandLines, hostileText } from './hostile-text.ts';

const SHA = 'a'.repeat(64);

const rows: fc.Arbitrary<Row[]> = fc.array(fc.tuple(fc.constantFrom('why', 'fix'), hostileText), {
  maxLength: 3,
});

const finding: fc.Arbitrary<ViewFinding> = fc.record({
  id: fc.constantFrom('response-type-changed', 'no-redirect'),
  severity: fc.constantFrom('error', 'warning', 'info'),
  label: fc.constantFrom('breaking', 'observation'),
  operation: hostileText,
  title: hostileText,
  details: rows,
  blocks: rows,
  places: fc.array(
    fc.record(
      { file: hostileText, line: fc.integer({ min: 1, max: 99 }), pointer: hostileText },
      { requiredKeys: ['file'] },
    ),
    { maxLength: 2 },
  ),
  key: hostileText,
  occurrences: fc.integer({ min: 1, max: 3 }),
});

/** A report whose every text comes from strangers, but for what the tool itself names. */
const view: fc.Arbitrary<ReportView> = fc.record({
  title: fc.constant('API changes'),
  ok: fc.boolean(),
  headline: hostileText,
  meta: fc.record({
    tool: fc.constant({ name: 'specwright', version: '1.0.0' }),
    date: fc.constant('2026-01-31T12:00:00.000Z'),
    documents: fc.array(fc.record({ name: hostileText, sha256: fc.constant(SHA) }), { maxLength: 2 }),
    target: hostileText,
  }),
  findings: fc.array(finding, { maxLength: 4 }),
  headings: fc.constant({ error: 'Breaking', warning: 'Look at these', info: 'Harmless' }),
  facts: rows,
  sections: fc.array(
    fc.record({
      title: hostileText,
      blocks: fc.tuple(
        fc.record({ kind: fc.constant('list' as const), summary: hostileText, items: fc.array(hostileText) }),
        fc.record({
          kind: fc.constant('bars' as const),
          bars: fc.array(fc.record({ name: hostileText, covered: fc.constant(1), total: fc.constant(2) })),
        }),
        fc.record({
          kind: fc.constant('table' as const),
          head: fc.array(hostileText),
          rows: fc.array(fc.array(fc.record({ text: hostileText, hint: hostileText }))),
        }),
      ),
    }),
    { maxLength: 1 },
  ),
  suites: fc.array(
    fc.record({
      name: hostileText,
      cases: fc.array(
        fc.record({
          name: hostileText,
          outcome: fc.constantFrom('passed', 'failed', 'skipped'),
          reason: hostileText,
          failures: fc.array(finding, { maxLength: 2 }),
          duration: fc.integer({ min: 0, max: 5_000 }),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 2 },
  ),
  rules: fc.array(
    fc.record({
      id: fc.constant('response-type-changed'),
      severity: fc.constantFrom('error', 'warning', 'info'),
      title: hostileText,
      reason: hostileText,
      fix: hostileText,
    }),
    { maxLength: 1 },
  ),
  data: fc.dictionary(
    hostileText.filter((key) => key !== 'meta'),
    hostileText,
  ),
});

const SCALE = { numRuns: 150 };

describe.each(FORMATS)('the format %s', (format) => {
  it('lets no foreign text act', () => {
    fc.assert(
      fc.property(view, (report) => {
        const text = render(report, format);
        expect(actingCharacters(text)).toEqual([]);
        const own = format === 'github' ? /^::(error|warning|notice) / : /^$/;
        const commands = commandLines(text);
        expect(commands.filter((line) => !own.test(line) || line.includes('##['))).toEqual([]);
        const annotated = report.findings.filter(({ severity }) => severity !== 'info').length;
        expect(commands).toHaveLength(format === 'github' ? annotated + 1 : 0);
        expect(text.endsWith('\n')).toBe(true);
      }),
      SCALE,
    );
  });

  it('says how the report was made', () => {
    fc.assert(
      fc.property(view, ({ meta, ...report }) => {
        const made = {
          ...meta,
          documents: [{ name: 'openapi.json', sha256: SHA }],
          target: 'https://api.example',
        };
        const text = render({ ...report, suites: [{ name: 's', cases: [] }], meta: made }, format);
        for (const part of [
          'specwright',
          '1.0.0',
          '2026-01-31T12:00:00',
          'openapi.json',
          SHA.slice(0, 12),
          'api.example',
        ])
          expect(text.replaceAll('\\', '')).toContain(part);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the format json', () => {
  it('keeps the data', () => {
    fc.assert(
      fc.property(view, (report) => {
        const { meta, ...data } = JSON.parse(render(report, 'json'));
        expect(data).toEqual(JSON.parse(JSON.stringify(report.data)));
        expect(meta.tool).toEqual(report.meta.tool);
      }),
      SCALE,
    );
  });
});

describe('the format html', () => {
  it('has one script, and no tag of a stranger', () => {
    fc.assert(
      fc.property(view, (report) => {
        const text = render(report, 'html');
        expect(text.match(/<script/g)).toHaveLength(1);
        expect(text).not.toContain('<!--');
      }),
      SCALE,
    );
  });
});

describe('the format sarif', () => {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const { $schema: _, id: __, ...schema } = sarifSchema;
  const validate = ajv.compile(schema);

  it('is what the schema of SARIF 2.1.0 describes', () => {
    fc.assert(
      fc.property(view, (report) => {
        expect(validate(JSON.parse(render(report, 'sarif'))) ? [] : validate.errors).toEqual([]);
      }),
      SCALE,
    );
  });

  it('and that schema refuses another level', () => {
    const log = {
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'x' } }, results: [{ level: 'breaking', message: { text: 'x' } }] }],
    };
    expect(validate(log)).toBe(false);
  });
});

describe('the format junit', () => {
  const schema = readFileSync(join(import.meta.dirname, 'junit.xsd'), 'utf8');
  const errors = async (files: readonly string[]): Promise<unknown> => {
    const xml = files.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
    return (await validateXML({ xml, schema })).errors.map(({ message }) => message);
  };

  it('is XML that its schema describes', async () => {
    expect(await errors(fc.sample(view, 60).map((report) => render(report, 'junit')))).toEqual([]);
  });

  it('and that schema refuses a case without a name', async () => {
    expect(
      await errors([
        '<testsuites name="a" tests="0" failures="0" errors="0" time="0.000"><testsuite/></testsuites>',
      ]),
    ).not.toEqual([]);
  });
});
