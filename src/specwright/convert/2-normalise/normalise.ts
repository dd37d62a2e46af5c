import { normaliseProblem } from './problems.ts';
import { type JsonObject, isObject, own, ownObject, ownText, textOf } from '../../base/json.ts';
import { appendPointer } from '../../base/pointer.ts';
import type { StageResult } from '../problem.ts';
import type { CanonicalCollection, SourcedText } from '../canonical-collection.ts';
import type { Source } from '../source.ts';
import { SchemeRegistry } from './auth/security.ts';
import { mergeRequests } from './merge/merge.ts';
import { ServerRegistry } from './merge/servers.ts';
import { ProblemLog } from './problem-log.ts';
import { redactSecrets } from './secrets/redact.ts';
import { readRequest, type RoutedRequest } from './requests.ts';
import { markdownOf } from './text/description.ts';
import { readTree, type Origins } from './tree.ts';
import { upgradeV1 } from './v1/upgrade-v1.ts';

function versionOf(info: JsonObject): string | undefined {
  const version = own(info, 'version');
  if (!isObject(version)) return textOf(version)?.trim();
  const parts = ['major', 'minor', 'patch'].map((part) => textOf(own(version, part)) ?? '0');
  return parts.join('.');
}

interface Unified {
  readonly collection: JsonObject;
  readonly origins: Origins;
}

/** Every format as a tree of items; v1 keeps flat lists and is rebuilt. */
function unify({ format, collection: raw, root }: Source): Unified {
  const collection = redactSecrets(raw);
  return format === 'postman-v1' ? upgradeV1(collection, root) : { collection, origins: new WeakMap() };
}

function describe(source: Source, info: JsonObject): { readonly description?: SourcedText } {
  const v1 = source.format === 'postman-v1';
  const text = markdownOf(own(info, 'description'));
  const at = appendPointer(source.root, ...(v1 ? ['description'] : ['info', 'description']));
  return text === undefined ? {} : { description: { text, at } };
}

function securityOfRoot(
  scope: ReturnType<typeof readTree>['scope'],
  registry: SchemeRegistry,
): Pick<CanonicalCollection, 'security'> {
  return scope.auth?.kind === 'scheme' ? { security: [registry.require(scope.auth.scheme)] } : {};
}

function reportMissingUrls(requests: readonly RoutedRequest[], log: ProblemLog): void {
  for (const { missingUrl, request } of requests) {
    if (missingUrl) log.add(normaliseProblem('url-missing', request.at, { name: request.name }));
  }
}

/** Second stage: a collection of any format, spelling and habit -> one canonical form. */
export function normalise(source: Source): StageResult<CanonicalCollection> {
  const log = new ProblemLog();
  const registry = new SchemeRegistry();
  const { collection, origins } = unify(source);
  const info = ownObject(collection, 'info') ?? {};
  const tree = readTree(collection, source.root, log, origins);
  const root = securityOfRoot(tree.scope, registry);
  const requests = tree.items.map((item) => readRequest(item, { log, registry }));
  reportMissingUrls(requests, log);
  const servers = new ServerRegistry(requests.map((request) => request.server));
  const version = versionOf(info);
  const value: CanonicalCollection = {
    name: ownText(info, 'name')?.trim() ?? 'API',
    ...(version === undefined || version === '' ? {} : { version }),
    ...describe(source, info),
    servers: servers.list(),
    folders: tree.folders,
    operations: mergeRequests(requests, servers, log),
    ...root,
    securitySchemes: registry.schemes(),
  };
  return { value, problems: log.list() };
}
