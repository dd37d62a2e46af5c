import { type JsonObject, own, ownObject, ownString } from '../../base/json.ts';
import type { ObjectPart } from '../document.ts';
import type { RuleId } from '../rules/rule.ts';
import { schemeNames, withoutCase } from './scheme-names.ts';
import { securityScheme } from './security-scheme.ts';
import type { Pairing } from './use.ts';

const fields: readonly (readonly [key: string, id: RuleId])[] = [
  ['in', 'security-scheme-location-changed'],
  ['name', 'security-scheme-key-name-changed'],
  ['scheme', 'security-scheme-http-scheme-changed'],
  ['bearerFormat', 'security-scheme-bearer-format-changed'],
  ['openIdConnectUrl', 'security-scheme-discovery-url-changed'],
];

const urls: readonly (readonly [key: string, id: RuleId])[] = [
  ['authorizationUrl', 'security-scheme-authorization-url-changed'],
  ['tokenUrl', 'security-scheme-token-url-changed'],
  ['refreshUrl', 'security-scheme-refresh-url-changed'],
];

/** Schemes that the operation asks for on both sides. */
export function compareSchemes(pairing: Pairing, was: ReadonlySet<string>, is: ReadonlySet<string>): void {
  const oldNames = new Map([...schemeNames(pairing.comparison)].map(([old, now]) => [now, old]));
  for (const name of was) {
    if (!is.has(name)) continue;
    const before = securityScheme(pairing.comparison.base, oldNames.get(name) ?? name);
    const after = securityScheme(pairing.comparison.revision, name);
    if (before !== undefined && after !== undefined) compareScheme(pairing, name, before, after);
  }
}

function compareScheme(pairing: Pairing, name: string, was: ObjectPart, is: ObjectPart): void {
  const report = (id: RuleId, key: string): void =>
    pairing.report({
      id,
      base: was.pointer,
      revision: is.pointer,
      subject: name,
      was: own(was.value, key) ?? null,
      is: own(is.value, key) ?? null,
    });
  if (ownString(was.value, 'type') !== ownString(is.value, 'type'))
    return report('security-scheme-type-changed', 'type');
  const [before, after] = [withoutCase(was.value), withoutCase(is.value)];
  for (const [key, id] of fields) if (ownString(before, key) !== ownString(after, key)) report(id, key);
  compareFlows(pairing, name, was, is);
}

function compareFlows(pairing: Pairing, name: string, was: ObjectPart, is: ObjectPart): void {
  const before = ownObject(was.value, 'flows') ?? {};
  const after = ownObject(is.value, 'flows') ?? {};
  const at = { base: was.pointer, revision: is.pointer, subject: name };
  for (const flow of Object.keys(before)) {
    const one = ownObject(before, flow);
    const other = ownObject(after, flow);
    if (one !== undefined && other !== undefined) compareFlow(pairing, one, other, at);
    else if (one !== undefined) pairing.report({ id: 'security-scheme-flow-removed', ...at, was: flow });
  }
  for (const flow of Object.keys(after)) {
    if (!Object.hasOwn(before, flow)) pairing.report({ id: 'security-scheme-flow-added', ...at, is: flow });
  }
}

function compareFlow(
  pairing: Pairing,
  was: JsonObject,
  is: JsonObject,
  at: { base: string; revision: string; subject: string },
): void {
  for (const [key, id] of urls) {
    const before = ownString(was, key);
    const after = ownString(is, key);
    if (before !== after) pairing.report({ id, ...at, was: before ?? null, is: after ?? null });
  }
  const before = Object.keys(ownObject(was, 'scopes') ?? {});
  const after = Object.keys(ownObject(is, 'scopes') ?? {});
  for (const scope of before)
    if (!after.includes(scope)) pairing.report({ id: 'security-scheme-scope-withdrawn', ...at, was: scope });
  for (const scope of after)
    if (!before.includes(scope)) pairing.report({ id: 'security-scheme-scope-offered', ...at, is: scope });
}
