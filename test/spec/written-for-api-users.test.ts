import { expect, it } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };

/** Every text of the document. */
function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) yield* texts(part);
}

it('the document speaks to people who call the API, not to those who send requests from a collection', () => {
  const all = [...texts(document)];
  expect(all.length).toBeGreaterThan(500);
  const foreign =
    /\{\{|postman|\bcollection\b|in the environment|a script (gets|keeps|makes)|start the sandbox|`baseUrl`/i;
  expect(all.filter((text) => foreign.test(text))).toEqual([]);
});
