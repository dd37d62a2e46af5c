import { appendPointer } from '../base/pointer.ts';
import { isObject, own, ownObject, ownString } from '../base/json.ts';
import { isTrue } from './is-true.ts';
import type { Delta } from './change.ts';
import type { Comparison } from './comparison.ts';
import { Findings, type Report } from './findings.ts';
import { isDay, promisesNothing } from './lifecycle.ts';
import { matchPaths, pathsOf, renamedIn, shapeOf, type PathEntry, type PathPair } from './match-paths.ts';
import { compareOperation } from './operation/compare-operation.ts';
import { methods } from './operation/methods.ts';
import { sameProse } from './same-prose.ts';
import { basePath, serverUrls } from './servers.ts';
import { entriesOf, type Document, type ObjectPart } from './document.ts';
import type { RuleId } from './rules/rule.ts';

/** Compares two documents; differences come in the order of the base, new things last. */
export function compareDocuments(comparison: Comparison): Findings {
  const findings = new Findings();
  const { report } = findings;
  const moved = comparePaths(comparison, report);
  compareWebhooks(comparison, report);
  compareServers(comparison, moved, report(undefined));
  compareInfo(comparison, report(undefined));
  compareComponents(comparison, report(undefined));
  return findings;
}

/** An operation of one document, and the path item it belongs to. */
interface Located {
  readonly name: string;
  readonly entry: PathEntry;
  readonly operation: ObjectPart;
}

/** Whether a part of the addresses moved between the servers and the paths. */
function comparePaths(comparison: Comparison, report: Report): boolean {
  const { pairs, gone, come } = matchPaths(comparison.base, comparison.revision);
  const left: Located[] = gone.flatMap(locatedIn);
  const fresh: Located[] = come.flatMap(locatedIn);
  for (const pair of pairs) compareItem(comparison, pair, report, left, fresh);
  const byName = new Map(fresh.map((located) => [located.name, located]));
  // the same method of paths that differ in the names of their parameters
  const byShape = new Map(fresh.map((located) => [shapeOf(located.name), located]));
  for (const was of left) {
    const same = byShape.get(shapeOf(was.name));
    if (same !== undefined && byName.delete(same.name)) {
      comparePair(comparison, was, same, renamedIn(was.entry.path, same.entry.path), report);
      continue;
    }
    const is = byName.get(comparison.moved.get(was.name) ?? '');
    if (is === undefined) reportGone(comparison, was, fresh, report);
    else if (byName.delete(is.name)) compareMoved(comparison, was, is, report);
  }
  for (const is of byName.values()) {
    report(is.name)({ id: 'operation-added', base: '/paths', revision: is.operation.pointer });
  }
  return pairs.some(({ moved }) => moved);
}

function locatedIn(entry: PathEntry): readonly Located[] {
  return operationsOf(entry.item).map(([method, operation]) => ({
    name: nameOf(method, entry.path),
    entry,
    operation,
  }));
}

function nameOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path}`;
}

/** Operations by method; OpenAPI 3.2 lists further methods in `additionalOperations`. */
function operationsOf(item: ObjectPart): readonly [string, ObjectPart][] {
  const found: [string, ObjectPart][] = [];
  for (const method of methods) {
    const value = own(item.value, method);
    if (isObject(value)) found.push([method, { value, pointer: appendPointer(item.pointer, method) }]);
  }
  for (const [method, { value, pointer }] of entriesOf(item, 'additionalOperations'))
    if (isObject(value)) found.push([method, { value, pointer }]);
  return found;
}

function reportGone(comparison: Comparison, was: Located, fresh: readonly Located[], report: Report): void {
  const id = ownString(was.operation.value, 'operationId');
  const alike = fresh.find(
    ({ operation }) => id !== undefined && ownString(operation.value, 'operationId') === id,
  );
  report(was.name)({
    id: goneId(comparison, was.operation),
    base: was.operation.pointer,
    revision: '/paths',
    ...(alike !== undefined && { guess: `moved to ${alike.name}` }),
  });
}

/** Known to be the same operation although method or path differ. */
function compareMoved(comparison: Comparison, was: Located, is: Located, report: Report): void {
  const places = { base: was.operation.pointer, revision: is.operation.pointer };
  report(was.name)({ id: 'operation-address-changed', ...places, was: was.name, is: is.name });
  comparePair(comparison, was, is, renamedIn(was.entry.path, is.entry.path), report);
}

function comparePair(
  comparison: Comparison,
  was: Located,
  is: Located,
  renamedPathParameters: ReadonlyMap<string, string>,
  report: Report,
): void {
  compareOperation({
    comparison,
    name: was.name,
    base: was.operation,
    revision: is.operation,
    baseItem: was.entry.item,
    revisionItem: is.entry.item,
    renamedPathParameters,
    reversed: false,
    report: report(was.name, promisesNothing(own(was.operation.value, 'x-stability-level'))),
  });
}

function compareItem(
  comparison: Comparison,
  pair: PathPair,
  report: Report,
  left: Located[],
  fresh: Located[],
): void {
  const methodOf = ({ name }: Located): string => name.split(' ', 1)[0] ?? '';
  const revision = new Map(locatedIn(pair.revision).map((located) => [methodOf(located), located]));
  for (const was of locatedIn(pair.base)) {
    const is = revision.get(methodOf(was));
    if (is === undefined) {
      left.push(was);
      continue;
    }
    revision.delete(methodOf(was));
    if (pair.moved) {
      const places = { base: was.operation.pointer, revision: is.operation.pointer };
      report(was.name)({ id: 'operation-moved', ...places, was: pair.base.path, is: pair.revision.path });
    }
    comparePair(comparison, was, is, pair.renamed, report);
  }
  fresh.push(...revision.values());
}

function goneId(comparison: Comparison, operation: ObjectPart): RuleId {
  if (promisesNothing(own(operation.value, 'x-stability-level'))) return 'draft-operation-removed';
  if (!isTrue(operation.value, 'deprecated')) return 'operation-removed';
  const sunset = own(operation.value, 'x-sunset');
  if (sunset === undefined) return 'operation-removed-with-deprecation';
  if (!isDay(sunset)) return 'operation-sunset-invalid';
  return sunset.slice(0, 10) > comparison.today
    ? 'operation-removed-before-sunset'
    : 'operation-removed-with-deprecation';
}

function compareWebhooks(comparison: Comparison, report: Report): void {
  const base = new Map(pathsOf(comparison.base, 'webhooks').map((entry) => [entry.path, entry]));
  const revision = new Map(pathsOf(comparison.revision, 'webhooks').map((entry) => [entry.path, entry]));
  for (const [name, was] of base) compareWebhook(comparison, was, revision.get(name), report);
  for (const [name, is] of revision) {
    if (!base.has(name))
      report(`webhook ${name}`)({
        id: 'webhook-added',
        base: '/webhooks',
        revision: is.item.pointer,
        subject: name,
      });
  }
}

function compareWebhook(
  comparison: Comparison,
  was: PathEntry,
  is: PathEntry | undefined,
  report: Report,
): void {
  const after = new Map(is === undefined ? [] : operationsOf(is.item));
  const before = operationsOf(was.item);
  if (is === undefined) {
    report(`webhook ${was.path}`)({
      id: 'webhook-removed',
      base: was.item.pointer,
      revision: '/webhooks',
      subject: was.path,
    });
    return;
  }
  for (const [method, one] of before) {
    const other = after.get(method);
    const name = `webhook ${nameOf(method, was.path)}`;
    if (other === undefined)
      report(name)({
        id: 'webhook-removed',
        base: one.pointer,
        revision: is.item.pointer,
        subject: was.path,
      });
    else {
      compareOperation({
        comparison,
        name,
        base: one,
        revision: other,
        baseItem: was.item,
        revisionItem: is.item,
        renamedPathParameters: new Map(),
        reversed: true,
        report: report(name),
      });
    }
  }
  for (const [method, other] of after) {
    if (before.some(([known]) => known === method)) continue;
    report(`webhook ${nameOf(method, was.path)}`)({
      id: 'webhook-added',
      base: was.item.pointer,
      revision: other.pointer,
      subject: was.path,
    });
  }
}

/** Where a part of the addresses moved to the paths or from them, hosts alone are left to compare. */
function compareServers(comparison: Comparison, moved: boolean, report: (delta: Delta) => void): void {
  const urlsIn = (side: 'base' | 'revision'): readonly string[] => {
    const urls = serverUrls(comparison[side].root);
    return moved ? urls.map((url) => url.slice(0, url.length - basePath(url).length)) : urls;
  };
  const base = urlsIn('base');
  const revision = urlsIn('revision');
  if (!inheritsServers(comparison.base) || !inheritsServers(comparison.revision)) return;
  const at = { base: '/servers', revision: '/servers' };
  for (const url of base.filter((one) => !revision.includes(one)))
    report({ id: 'server-removed', ...at, was: url, subject: url });
  for (const url of revision.filter((one) => !base.includes(one)))
    report({ id: 'server-added', ...at, is: url, subject: url });
}

/** Whether an operation is at the servers of the document; without operations, the servers are all there is. */
function inheritsServers(document: Document): boolean {
  const operations = pathsOf(document, 'paths').flatMap(locatedIn);
  const ownServers = (owner: ObjectPart): boolean => own(owner.value, 'servers') !== undefined;
  return (
    operations.length === 0 ||
    operations.some(({ entry, operation }) => !ownServers(entry.item) && !ownServers(operation))
  );
}

function compareInfo(comparison: Comparison, report: (delta: Delta) => void): void {
  const was = ownObject(comparison.base.root, 'info') ?? {};
  const is = ownObject(comparison.revision.root, 'info') ?? {};
  for (const key of ['title', 'description', 'version']) {
    const before = ownString(was, key);
    const after = ownString(is, key);
    if (key === 'version' ? before === after : sameProse(before, after)) continue;
    const id = key === 'version' ? 'version-changed' : 'description-changed';
    const values = { was: before ?? null, is: after ?? null };
    report({ id, base: `/info/${key}`, revision: `/info/${key}`, ...values });
  }
}

function compareComponents(comparison: Comparison, report: (delta: Delta) => void): void {
  const section = (side: 'base' | 'revision', key: string): readonly string[] =>
    Object.keys(ownObject(ownObject(comparison[side].root, 'components') ?? {}, key) ?? {});
  for (const [key, what] of [
    ['schemas', 'schema'],
    ['securitySchemes', 'security-scheme'],
  ] as const) {
    const was = section('base', key);
    const is = new Set(section('revision', key));
    const at = `/components/${key}`;
    for (const name of was)
      if (!is.has(name))
        report({ id: `${what}-removed`, base: appendPointer(at, name), revision: at, subject: name });
    if (what === 'schema') continue;
    for (const name of is)
      if (!was.includes(name))
        report({ id: 'security-scheme-added', base: at, revision: appendPointer(at, name), subject: name });
  }
}
