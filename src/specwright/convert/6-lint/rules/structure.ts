import type { Validator } from '@seriousme/openapi-schema-validator';
import { own } from '../../../base/json.ts';
import { lookUp } from '../../../openapi/reference.ts';
import fitsOpenApi31 from '../openapi-3.1.js';
import { lintRule, type LintSubject } from '../rule.ts';

/** A broken document breaks its schema in many places; the first ones say enough. */
const MOST = 20;

let validator: Promise<Validator> | undefined;

async function loadValidator(): Promise<Validator> {
  const module = await import('@seriousme/openapi-schema-validator');
  return new module.Validator();
}

/** Keywords that give a schema an address of its own. */
const ADDRESSED = ['$id', '$anchor', '$dynamicRef', '$dynamicAnchor'];

/**
 * What the validator would accept: the same schema, compiled ahead, and every reference leads to a place. Compiling
 * takes longer than all of a small conversion, so the validator is loaded only for a document that has something to say.
 */
function isSound({ document, nodes }: LintSubject): boolean {
  return (
    fitsOpenApi31(document) &&
    nodes.every(({ object }) => {
      const reference = own(object, '$ref');
      if (typeof reference === 'string' && lookUp(document, reference) === undefined) return false;
      return !ADDRESSED.some((keyword) => Object.hasOwn(object, keyword));
    })
  );
}

/** The document fits the official schema of its OpenAPI version. */
export const structure = lintRule({
  id: 'structure',
  severity: 'error',
  sentence: ({ reason }: { reason: string }) => `The document violates the OpenAPI schema: ${reason}.`,
  fix: 'Correct this place of the document.',
  check: async (subject) => {
    if (isSound(subject)) return [];
    // It reads the official schemas once, however many documents it sees.
    validator ??= loadValidator();
    const { valid, errors } = await (await validator).validate(subject.document);
    if (valid) return [];
    if (typeof errors === 'string') return [{ at: '', args: { reason: errors } }];
    return (errors ?? [])
      .slice(0, MOST)
      .map(({ instancePath, message }) => ({ at: instancePath, args: { reason: message ?? '' } }));
  },
});
