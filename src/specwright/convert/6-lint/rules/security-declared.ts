import { appendPointer } from '../../../base/pointer.ts';
import { type Json, type JsonPointer, isObject, ownList, ownObject } from '../../../base/json.ts';
import { lintRule, type Violation } from '../rule.ts';

/** Every security requirement names a declared scheme. */
export const securityDeclared = lintRule({
  id: 'security-declared',
  severity: 'error',
  sentence: ({ scheme }: { scheme: string }) => `The security scheme \`${scheme}\` is not declared.`,
  fix: 'Declare it in components.securitySchemes.',
  *check({ document, operations }): Generator<Violation<{ scheme: string }>> {
    const schemes = ownObject(ownObject(document, 'components') ?? {}, 'securitySchemes') ?? {};
    const known = new Set(Object.keys(schemes));
    yield* undeclared(ownList(document, 'security'), '/security', known);
    for (const { operation, at } of operations) {
      yield* undeclared(ownList(operation, 'security'), appendPointer(at, 'security'), known);
    }
  },
});

function* undeclared(
  requirements: readonly Json[],
  at: JsonPointer,
  known: ReadonlySet<string>,
): Generator<Violation<{ scheme: string }>> {
  for (const [index, requirement] of requirements.entries()) {
    const names = isObject(requirement) ? Object.keys(requirement) : [];
    for (const scheme of names)
      if (!known.has(scheme)) yield { at: appendPointer(at, index), args: { scheme } };
  }
}
