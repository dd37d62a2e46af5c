import { Validator } from '@seriousme/openapi-schema-validator';
import { lintRule } from '../rule.ts';

/** A broken document breaks its schema in many places; the first ones say enough. */
const MOST = 20;

/** Reads the official schemas once, however many documents it sees. */
const validator = new Validator();

/** The document fits the official schema of its OpenAPI version. */
export const structure = lintRule({
  id: 'structure',
  severity: 'error',
  sentence: ({ reason }: { reason: string }) => `The document violates the OpenAPI schema: ${reason}.`,
  fix: 'Correct this place of the document.',
  check: async ({ document }) => {
    const { valid, errors } = await validator.validate(document);
    if (valid) return [];
    if (typeof errors === 'string') return [{ at: '', args: { reason: errors } }];
    return (errors ?? [])
      .slice(0, MOST)
      .map(({ instancePath, message }) => ({ at: instancePath, args: { reason: message ?? '' } }));
  },
});
