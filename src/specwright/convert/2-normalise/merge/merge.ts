import { normaliseProblem } from '../problems.ts';
import type { HttpMethod } from '../../../openapi/operation.ts';
import { sampleOf } from '../parameters.ts';
import type { ProblemLog } from '../problem-log.ts';
import type { RoutedRequest, RoutedResponse } from '../requests.ts';
import type {
  CanonicalOperation,
  CanonicalParameter,
  CanonicalRequest,
  CanonicalResponse,
} from '../../canonical-collection.ts';
import { parametriseIds } from '../url/literal-ids.ts';
import { shapeOf, type Segment } from '../url/template.ts';
import { withOneSpelling } from './header-spelling.ts';
import { chooseNames, writePath } from './path-names.ts';
import { pathValues, type PathValue } from './path-values.ts';
import type { ServerRegistry } from './servers.ts';

const methods: readonly HttpMethod[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

function isHttpMethod(method: string): method is HttpMethod {
  return methods.some((known) => known === method);
}

/** All requests of one path template, whatever their method: they share the names of its variables. */
interface PathGroup {
  readonly path: string;
  readonly names: readonly string[];
  readonly template: readonly Segment[];
}

function groupBy<T>(list: readonly T[], keyOf: (entry: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const entry of list) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

class Merger {
  readonly #servers: ServerRegistry;
  readonly #log: ProblemLog;

  constructor(servers: ServerRegistry, log: ProblemLog) {
    this.#servers = servers;
    this.#log = log;
  }

  operation(
    group: PathGroup,
    requests: readonly [RoutedRequest, ...RoutedRequest[]],
    method: HttpMethod,
  ): CanonicalOperation {
    const [{ folders }] = requests;
    const all = new Map(requests.map((request) => [request.folders.join('\n'), request.folders]));
    all.delete(folders.join('\n'));
    return {
      method,
      path: group.path,
      folders,
      ...(all.size === 0 ? {} : { alsoIn: [...all.values()] }),
      requests: withOneSpelling(requests.map((request) => this.#request(group, request))),
    };
  }

  #request(group: PathGroup, routed: RoutedRequest): CanonicalRequest {
    const values = pathValues(group.template, routed.segments) ?? [];
    return {
      ...routed.request,
      pathParameters: group.names.map((name, index) =>
        pathParameter(name, values[index], countOf(values, index), routed),
      ),
      server: this.#servers.indexOf(routed.server),
      responses: routed.responses.map((response) => this.#response(group, routed, response)),
    };
  }

  #response(
    group: PathGroup,
    routed: RoutedRequest,
    { response, original }: RoutedResponse,
  ): CanonicalResponse {
    if (original === undefined) return response;
    const same =
      original.method === routed.method && pathValues(group.template, original.segments) !== undefined;
    if (same) return { ...response, request: this.#request(group, original) };
    this.#log.add(
      normaliseProblem('example-of-other-request', original.request.at, {
        method: original.method,
        path: shapeOf(original.segments),
      }),
    );
    return response;
  }
}

/** How many variables before this one are written alike: a path may write one name twice and declare it twice. */
function countOf(values: readonly PathValue[], index: number): number {
  const written = (value: PathValue | undefined): string | undefined =>
    value !== undefined && 'written' in value ? value.written : undefined;
  return values.slice(0, index).filter((value) => written(value) === written(values[index])).length;
}

function pathParameter(
  name: string,
  value: PathValue | undefined,
  occurrence: number,
  routed: RoutedRequest,
): CanonicalParameter {
  if (value === undefined) return { name, disabled: false, at: routed.request.at };
  if ('literal' in value) return { name, value: value.literal, disabled: false, at: routed.request.at };
  const alike = routed.declared.filter((parameter) => parameter.name === value.written);
  const declared = alike[occurrence] ?? alike[0];
  const sample = declared?.value ?? sampleOf(`{{${value.written}}}`, routed.variables);
  return {
    ...(declared ?? { at: routed.request.at }),
    name,
    disabled: false,
    ...(sample === undefined ? {} : { value: sample }),
  };
}

/** Saved requests and the requests of saved responses alike show which ids vary. */
function withVaryingIds(requests: readonly RoutedRequest[]): RoutedRequest[] {
  const all = requests.flatMap((request) => [
    request.segments,
    ...request.responses.map(({ original }) => original?.segments ?? []),
  ]);
  const paths = parametriseIds(all)[Symbol.iterator]();
  const next = (): readonly Segment[] => paths.next().value ?? [];
  return requests.map((request) => ({
    ...request,
    segments: next(),
    responses: request.responses.map((response) => {
      const segments = next();
      return response.original === undefined
        ? response
        : { ...response, original: { ...response.original, segments } };
    }),
  }));
}

/** A slash at the end belongs to the path where every request writes it. */
function trailingSlash(group: readonly [RoutedRequest, ...RoutedRequest[]], log: ProblemLog): '' | '/' {
  const [{ segments, request }] = group;
  const withSlash = group.filter(({ slash }) => slash).length;
  if (segments.length === 0 || withSlash === 0) return '';
  if (withSlash === group.length) return '/';
  log.add(normaliseProblem('trailing-slash-differs', request.at, { path: shapeOf(segments) }));
  return '';
}

/** Requests -> operations, unique by method and path; methods that OpenAPI has no place for are reported. */
export function mergeRequests(
  routed: readonly RoutedRequest[],
  servers: ServerRegistry,
  log: ProblemLog,
): CanonicalOperation[] {
  const requests = withVaryingIds(routed);
  const merger = new Merger(servers, log);
  const paths = new Map<string, PathGroup>();
  for (const [shape, group] of groupBy(requests, (request) => shapeOf(request.segments))) {
    const names = chooseNames(group.map((request) => request.segments));
    const template = group[0].segments;
    paths.set(shape, { path: writePath(template, names) + trailingSlash(group, log), names, template });
  }
  const operations: CanonicalOperation[] = [];
  for (const group of groupBy(
    requests,
    (request) => `${request.method} ${shapeOf(request.segments)}`,
  ).values()) {
    const [{ method, segments, request }] = group;
    const path = paths.get(shapeOf(segments));
    if (path === undefined) continue;
    if (isHttpMethod(method)) operations.push(merger.operation(path, group, method));
    else log.add(normaliseProblem('method-not-in-openapi', request.at, { method, path: path.path }));
  }
  return operations;
}
