import { checkSchema, type Check } from 'specwright/runtime';
import { definitions, schemas } from '../../generated/schemas.ts';

/*
 * Schemas, and what reads them, are not part of the core: they are loaded ahead.
 */

/** What is wrong with a value by the schema of an operation. */
export const check: Check = (operation, part, value) => {
  const schema = schemas[`${operation}${part}`];
  return schema === undefined ? undefined : checkSchema(schema, value, definitions);
};
