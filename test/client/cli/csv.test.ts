import fc from '../../fast-check.ts';
import { describe, expect, it } from 'vitest';
import { readColumns } from '../../../src/client/cli/queue/columns.ts';
import { readCsv, type CsvRow } from '../../../src/client/cli/queue/csv.ts';

async function* piecesOf(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, size = text.length || 1): Promise<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(piecesOf(text, size))) rows.push(row);
  return rows;
}

const cells = async (text: string): Promise<readonly (readonly string[])[]> =>
  (await read(text)).map((row) => row.cells);

/** A cell as a spreadsheet writes it. */
function written(cell: string, always: boolean): string {
  return always || /["\r\n,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

describe('readCsv', () => {
  it('gives back what was written, with every separator and line end, in pieces of any size', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ü', '"', ',', ';', '\t', '\n', '\r', ' ') });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    const ends = fc.constantFrom('\n', '\r', '\r\n');
    const separators = fc.constantFrom(',', ';', '\t');
    await fc.assert(
      fc.asyncProperty(
        rows,
        separators,
        ends,
        fc.boolean(),
        fc.nat(20),
        async (body, by, end, always, size) => {
          const table = [['serviceName', 'extTaskId', 'order'], ...body];
          const text = table.map((row) => row.map((one) => written(one, always)).join(by)).join(end) + end;
          expect((await read(text, size + 1)).map((row) => row.cells)).toEqual(table);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('numbers rows by the line they begin on, whatever ends a line', async () => {
    for (const end of ['\n', '\r', '\r\n']) {
      const rows = await read(['a,b', '"1', '2",x', 'y,z'].join(end));
      expect(rows.map(({ line }) => line)).toEqual([1, 2, 4]);
    }
  });

  it('keeps a CR inside quotes, and reads a file of one line', async () => {
    expect(await cells('a;b\r"x\ry";z\r')).toEqual([
      ['a', 'b'],
      ['x\ry', 'z'],
    ]);
    expect(await cells('a,b')).toEqual([['a', 'b']]);
    expect(await cells('')).toEqual([]);
  });

  it('refuses an open quote and text after a closing one', async () => {
    await expect(read('a,b\n"x')).rejects.toThrow('the quote of the row on line 2 is not closed');
    await expect(read('a,b\n"x"y,1')).rejects.toThrow('the row on line 2 has text after a closing quote');
  });
});

describe('readColumns', () => {
  it('takes every field that one cell can fill, and custom fields', () => {
    const names = ['extTaskId', 'priority', 'webScreenpopShowInTab', 'contactInfo.dob', 'taskInfo.custom_x'];
    expect(readColumns(names).map(({ type }) => type)).toEqual([
      'string',
      'number',
      'boolean',
      'string',
      'string',
    ]);
  });

  it.each([
    ['serviceNam', /the column "serviceNam" \(did you mean serviceName\?\) is not a field of a task\./],
    ['contactInfo', /"contactInfo" is not a field/],
    ['contactInfo.emails', /"contactInfo.emails" is not a field/],
    ['custom_x', /"custom_x" is not a field/],
    ['__proto__', /"__proto__" is not a field/],
    ['constructor.prototype', /is not a field/],
    ['contactInfo.custom_x.__proto__', /is not a field/],
    ['', /"" is not a field/],
  ])('refuses %j', (name, words) => {
    expect(() => readColumns(['extTaskId', name])).toThrow(words);
  });

  it('refuses a column that is there twice', () => {
    expect(() => readColumns(['serviceName', ' serviceName'])).toThrow(
      'names the column "serviceName" twice',
    );
  });
});
