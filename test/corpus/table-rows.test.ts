import { expect, test } from 'vitest';
import { rowsOf } from '../../scripts/corpus/figures/table-rows.ts';
import { tablesOf } from '../../scripts/corpus/raw/raw-tables.ts';

const rows = (description: string) => tablesOf(description).flatMap(rowsOf);

test.each(['Values', 'Allowed values', 'Enum', 'Options'])('a column "%s" lists values', (heading) => {
  const [row] = rows(`| Name | Type | ${heading} |\n|---|---|---|\n| kind | string | \`a\`, \`b\` |`);
  expect(row).toMatchObject({ name: 'kind', type: 'string', values: ['a', 'b'] });
});

test.each(['Required', 'Mandatory?', 'Is required', 'M/O'])(
  'a column "%s" says what must be sent',
  (heading) => {
    const html = `<table><tr><th>Field</th><th>Type</th><th>${heading}</th></tr><tr><td>size</td><td>int</td><td>M</td></tr></table>`;
    expect(rows(html.replace('<td>M<', heading === 'M/O' ? '<td>M<' : '<td>Yes<'))).toMatchObject([
      { name: 'size', type: 'integer', required: true },
    ]);
  },
);

test.each([
  ['string, required', '', true],
  ['string', 'Destination number. Mandatory.', true],
  ['string (optional)', '', false],
  ['string', 'The required size of the thing', undefined],
])('a word in the cells %s, %s', (type, description, required) => {
  const [row] = rows(`| Name | Type | Description |\n|---|---|---|\n| to | ${type} | ${description} |`);
  expect(row?.required).toBe(required);
});
