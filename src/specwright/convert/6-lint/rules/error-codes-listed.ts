import { type Json, type JsonObject, isObject, own, ownObject } from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import { errorCodes } from '../../../openapi/error-codes.ts';
import { resolve } from '../../../openapi/reference.ts';
import { lintRule, type Violation } from '../rule.ts';

/** Every error response with a body lists the codes that may come with it. */
export const errorCodesListed = lintRule({
  id: 'error-codes-listed',
  severity: 'off',
  sentence: ({ status }: { status: string }) => `The response for status ${status} lists no error codes.`,
  fix: 'List them as an enum of the code property.',
  *check({ document, operations }): Generator<Violation<{ status: string }>> {
    for (const { operation, at } of operations) {
      for (const [status, response] of Object.entries(ownObject(operation, 'responses') ?? {})) {
        if (!/^[45]/.test(status)) continue;
        const schemas = schemasOf(resolve(document, response, '').value);
        const listed = schemas.length === 0 || errorCodes(document, schemas).length > 0;
        if (!listed) yield { at: appendPointer(at, 'responses', status), args: { status } };
      }
    }
  },
});

function schemasOf(response: JsonObject): readonly Json[] {
  return Object.values(ownObject(response, 'content') ?? {}).flatMap((content) =>
    isObject(content) ? (own(content, 'schema') ?? []) : [],
  );
}
