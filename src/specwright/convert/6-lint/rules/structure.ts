import { Validator } from '@seriousme/openapi-schema-validator';
import type { LintRule, Violation } from '../rule.ts';

/** A broken document breaks its schema in many places at once; the first ones say enough. */
const MOST = 20;

/** Reads the official schemas once, however many documents it sees. */
const validator = new Validator();

/** The document fits the official schema of its OpenAPI version. */
export const structure: LintRule = {
  id: 'structure',
  severity: 'error',
  check: async ({ document }) => {
    const { valid, errors } = await validator.validate(document);
    if (valid) return [];
    if (typeof errors === 'string') return [{ at: '', args: { reason: errors } }];
    return (errors ?? [])
      .slice(0, MOST)
      .map(({ instancePath, message }): Violation => ({ at: instancePath, args: { reason: message ?? '' } }));
  },
};
