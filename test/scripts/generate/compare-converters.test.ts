import { readFile } from 'node:fs/promises';
import { convertCollection, type Conversion, type Json, type JsonObject } from 'specwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareConverters } from '../../../scripts/generate/compare-converters.ts';

let conversion: Conversion;

beforeAll(async () => {
  conversion = await convertCollection(await readFile('spec/collection.json'));
});

const TASK = '/taskroutingapi/v1/task';

/** The disagreements once the document was changed. */
function compareChanged(
  change: (paths: Record<string, Record<string, JsonObject>>) => void,
): Promise<readonly string[]> {
  const document = JSON.parse(JSON.stringify(conversion.value));
  change(document.paths);
  return compareConverters(conversion.collection, document);
}

function member(object: JsonObject | undefined, key: string): Json {
  const value = object?.[key];
  if (value === undefined) throw new Error(`The document has no ${key}`);
  return value;
}

describe('compareConverters', () => {
  it('finds no disagreement about spec/collection.json', async () => {
    expect(await compareConverters(conversion.collection, conversion.value)).toEqual([]);
  });

  it('finds an operation that one of the two lacks', async () => {
    expect(await compareChanged((paths) => delete paths[TASK])).toEqual([
      `Only postman-to-openapi has the operation POST ${TASK}.`,
    ]);
    const invented = await compareChanged((paths) => {
      paths['/invented'] = { get: { responses: {} } };
    });
    expect(invented).toEqual(['Only specwright has the operation GET /invented.']);
  });

  it('finds a parameter of another name or place', async () => {
    const change = (from: string, to: string) =>
      compareChanged((paths) => {
        const operation = paths[`${TASK}/{taskId}`]?.['get'];
        const text = JSON.stringify(member(operation, 'parameters'));
        expect(text).toContain(from);
        if (operation) operation['parameters'] = JSON.parse(text.replace(from, to));
      });
    expect(await change('"external"', '"internal"')).toEqual([
      `Only specwright has the parameter query internal of GET ${TASK}/{taskId}.`,
      `Only postman-to-openapi has the parameter query external of GET ${TASK}/{taskId}.`,
    ]);
    expect(await change('"query"', '"header"')).toEqual([
      `Only specwright has the parameter header external of GET ${TASK}/{taskId}.`,
      `Only postman-to-openapi has the parameter query external of GET ${TASK}/{taskId}.`,
    ]);
  });

  it('finds a body of another media type', async () => {
    const differences = await compareChanged((paths) => {
      const operation = paths[TASK]?.['post'];
      const text = JSON.stringify(member(operation, 'requestBody'));
      if (operation)
        operation['requestBody'] = JSON.parse(text.replace('application/json', 'application/xml'));
    });
    expect(differences).toEqual([
      `Only specwright has the body media type application/xml of POST ${TASK}.`,
      `Only postman-to-openapi has the body media type application/json of POST ${TASK}.`,
    ]);
  });
});
