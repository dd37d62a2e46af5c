import { type JsonObject, fromEntries, isObject, own, ownList, ownStrings } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import { sameJson } from '../equal.ts';
import type { ObjectPart } from '../document.ts';
import { compareSchemes } from './compare-security-schemes.ts';
import { schemeNames } from './scheme-names.ts';
import type { Pairing } from './use.ts';

/** What credentials an operation asks for: alternatives, each of which demands all its schemes. */
export function compareSecurity(pairing: Pairing): void {
  const was = renamed(requirementsOf(pairing, 'base'), schemeNames(pairing.comparison));
  const is = requirementsOf(pairing, 'revision');
  if (!sameJson([...was.list], [...is.list])) compareRequirements(pairing, was, is);
  compareSchemes(pairing, usedBy(was), usedBy(is));
}

interface Requirements {
  readonly list: readonly JsonObject[];
  readonly pointer: string;
}

/** An operation's own list, else the document's. An empty alternative needs no credentials. */
function requirementsOf(pairing: Pairing, side: 'base' | 'revision'): Requirements {
  const operation: ObjectPart = pairing[side];
  const stated = own(operation.value, 'security') !== undefined;
  const owner = stated ? operation : { value: pairing.comparison[side].root, pointer: '' };
  return {
    list: ownList(owner.value, 'security').filter(isObject),
    pointer: appendPointer(owner.pointer, 'security'),
  };
}

/** The names of schemes never go over the wire: the same list with the names that the revision uses. */
function renamed({ list, pointer }: Requirements, names: ReadonlyMap<string, string>): Requirements {
  const rename = (alternative: JsonObject): JsonObject =>
    fromEntries(Object.entries(alternative).map(([name, scopes]) => [names.get(name) ?? name, scopes]));
  return { list: list.map(rename), pointer };
}

function usedBy(requirements: Requirements): ReadonlySet<string> {
  return new Set(requirements.list.flatMap((alternative) => Object.keys(alternative)));
}

function isOpen(requirements: Requirements): boolean {
  return requirements.list.length === 0 || requirements.list.some((one) => Object.keys(one).length === 0);
}

function compareRequirements(pairing: Pairing, was: Requirements, is: Requirements): void {
  const places = { base: was.pointer, revision: is.pointer, was: [...was.list], is: [...is.list] };
  if (isOpen(was) && !isOpen(is)) return pairing.report({ id: 'security-introduced', ...places });
  if (isOpen(is)) {
    if (!isOpen(was)) pairing.report({ id: 'security-dropped', ...places });
    return;
  }
  for (const alternative of was.list) compareAlternative(pairing, alternative, was, is);
  for (const alternative of is.list) {
    if (
      !was.list.some((other) => schemesOf(other) === schemesOf(alternative)) &&
      !is.list.every((one) => relaxes(one, was))
    ) {
      pairing.report({
        id: 'security-alternative-added',
        base: was.pointer,
        revision: is.pointer,
        is: alternative,
        subject: schemesOf(alternative),
      });
    }
  }
}

function relaxes(alternative: JsonObject, was: Requirements): boolean {
  return was.list.some((other) => satisfies(other, alternative));
}

function schemesOf(alternative: JsonObject): string {
  return Object.keys(alternative).sort().join(' and ');
}

/** Whether credentials for the first alternative also fulfil the second. */
function satisfies(has: JsonObject, asked: JsonObject): boolean {
  return Object.keys(asked).every((scheme) => {
    if (!Object.hasOwn(has, scheme)) return false;
    const scopes = ownStrings(has, scheme);
    return ownStrings(asked, scheme).every((scope) => scopes.includes(scope));
  });
}

function compareAlternative(
  pairing: Pairing,
  alternative: JsonObject,
  was: Requirements,
  is: Requirements,
): void {
  const at = { base: was.pointer, revision: is.pointer, subject: schemesOf(alternative) };
  if (is.list.some((other) => satisfies(alternative, other)))
    return reportRelaxed(pairing, alternative, is, at);
  const sameSchemes = is.list.find((other) => schemesOf(other) === schemesOf(alternative));
  if (sameSchemes !== undefined) {
    return pairing.report({ id: 'security-scope-added', ...at, was: alternative, is: sameSchemes });
  }
  const stricter = is.list.find((other) =>
    Object.keys(alternative).every((scheme) => Object.hasOwn(other, scheme)),
  );
  if (stricter !== undefined)
    pairing.report({ id: 'security-scheme-demanded', ...at, was: alternative, is: stricter });
  else pairing.report({ id: 'security-alternative-removed', ...at, was: alternative });
}

function reportRelaxed(
  pairing: Pairing,
  alternative: JsonObject,
  is: Requirements,
  at: { base: string; revision: string; subject: string },
): void {
  // the order of scopes says nothing
  const isKept = is.list.some((other) => satisfies(alternative, other) && satisfies(other, alternative));
  if (isKept) return;
  const sameSchemes = is.list.find((other) => schemesOf(other) === schemesOf(alternative));
  const id = sameSchemes === undefined ? 'security-alternative-relaxed' : 'security-scope-removed';
  pairing.report({ id, ...at, was: alternative, is: sameSchemes ?? null });
}
