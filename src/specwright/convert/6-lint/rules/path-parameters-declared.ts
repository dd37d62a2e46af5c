import { own, ownList } from '../../../base/json.ts';
import { resolve } from '../../../openapi/reference.ts';
import { lintRule, type OperationPlace, type Violation } from '../rule.ts';
import type { OpenApiDocument } from '../../../openapi/document.ts';

const FAULTS = {
  missing: 'in the path but not declared',
  stray: 'declared but not in the path',
  doubled: 'declared more than once',
};

type Fault = keyof typeof FAULTS;

/** The variables of a path template are declared, each once, and nothing else is declared as one. */
export const pathParametersDeclared = lintRule({
  id: 'path-parameters-declared',
  severity: 'error',
  sentence: ({ name, path, fault }: { name: string; path: string; fault: Fault }) =>
    `Path parameter \`${name}\` of ${path} is ${FAULTS[fault]}.`,
  fix: 'Declare each variable of the path once, with `in: path`.',
  *check({ document, operations }): Generator<Violation<{ name: string; path: string; fault: Fault }>> {
    for (const place of operations) {
      const variables = new Set([...place.path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? ''));
      const declared = declaredNames(document, place);
      for (const name of variables) if (!declared.has(name)) yield violation(place, name, 'missing');
      for (const [name, count] of declared) {
        if (!variables.has(name)) yield violation(place, name, 'stray');
        else if (count > 1) yield violation(place, name, 'doubled');
      }
    }
  },
});

function declaredNames(
  document: OpenApiDocument,
  { pathItem, operation }: OperationPlace,
): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const parameter of [...ownList(pathItem, 'parameters'), ...ownList(operation, 'parameters')]) {
    const { value } = resolve(document, parameter, '');
    const name = own(value, 'name');
    if (own(value, 'in') === 'path' && typeof name === 'string') names.set(name, (names.get(name) ?? 0) + 1);
  }
  return names;
}

function violation(
  { at, path }: OperationPlace,
  name: string,
  fault: Fault,
): Violation<{ name: string; path: string; fault: Fault }> {
  return { at, args: { name, path, fault } };
}
