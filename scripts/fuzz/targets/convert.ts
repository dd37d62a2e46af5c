import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { convertCollection } from '../../../src/specwright/convert/convert-collection.ts';
import { ConversionError } from '../../../src/specwright/convert/problem.ts';
import type { FuzzTarget } from '../target.ts';

const COLLECTION = path.resolve(import.meta.dirname, '../../../spec/collection.json');
const validator = new Validator();

/** A collection of which nothing is certain becomes a valid document, or is refused in a sentence. */
export const convertTarget: FuzzTarget = {
  name: 'convert',
  examples: async () => [await readFile(COLLECTION, 'utf8')],
  limitMs: 30_000,
  complaint: async (input) => {
    try {
      const { value } = await convertCollection(input);
      const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(value)));
      return valid ? undefined : `not valid OpenAPI: ${JSON.stringify(errors).slice(0, 300)}`;
    } catch (error) {
      if (error instanceof ConversionError) return undefined;
      throw error;
    }
  },
};
