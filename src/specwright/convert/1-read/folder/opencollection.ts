import {
  type Json,
  type JsonObject,
  defined,
  isObject,
  objectAt,
  omit,
  own,
  ownList,
  ownObject,
  ownString,
  ownText,
  textOf,
} from '../../../base/json.ts';
import type { ConversionProblem } from '../../problem.ts';
import { readProblem } from '../problems.ts';
import {
  eventOf,
  folderOf,
  inOrder,
  namedList,
  stemOf,
  wordsOf,
  type CollectionFiles,
  type Entry,
} from './collection-files.ts';
import { readObject } from './read-object.ts';
import { authOf, bodyOf, graphqlOf } from './opencollection-request.ts';

/*
 * OpenCollection, which Bruno writes (schema.opencollection.com, v1.0.0): one file with all items, or `opencollection.yml`
 * with a file per request and a `folder.yml` in each folder.
 */

const YAML = /\.ya?ml$/;
const ROOT = /^opencollection\.ya?ml$/;
const FOLDER = /(?:^|\/)folder\.ya?ml$/;
const BESIDE = /^(?:environments|node_modules)\/|^opencollection\.ya?ml$|^workspace\.ya?ml$/;

/** Keys under which an item of each kind keeps its details. */
const KINDS = ['http', 'graphql', 'grpc', 'websocket'] as const;

export function rootFileOf(files: CollectionFiles): string | undefined {
  return [...files.keys()].find((path) => ROOT.test(path));
}

/** The collection in the shape of v2.1. */
export function upgradeOpenCollection(
  files: CollectionFiles,
  rootFile: string,
): { readonly collection: JsonObject; readonly problems: readonly ConversionProblem[] } {
  const problems: ConversionProblem[] = [];
  const root = withFiles(readObject(files, rootFile), files);
  const info = objectAt(root, 'info');
  const described = {
    name: ownText(info, 'name'),
    version: own(info, 'version'),
    description: wordsOf(own(root, 'docs')) ?? wordsOf(own(info, 'summary')),
  };
  const collection = { info: defined(described), ...scopeOf(root), item: itemsOf(root, [], '', problems) };
  return { collection, problems };
}

/** The files of a folder become the items that one file would hold. */
function withFiles(root: JsonObject, files: CollectionFiles): JsonObject {
  const paths = [...files.keys()].filter((path) => YAML.test(path) && !BESIDE.test(path));
  const folders = new Set(paths.map(folderOf).flatMap(withParents));
  const itemsIn = (folder: string): Json[] => {
    const inner = [...folders]
      .filter((path) => path !== '' && folderOf(path) === folder)
      .map((path): JsonObject => {
        const file = paths.find((one) => FOLDER.test(one) && folderOf(one) === path);
        const stated = file === undefined ? {} : readObject(files, file);
        const info = { name: stemOf(path), type: 'folder', ...ownObject(stated, 'info') };
        return { ...stated, info, items: [...ownList(stated, 'items'), ...itemsIn(path)] };
      });
    const requests = paths
      .filter((path) => !FOLDER.test(path) && folderOf(path) === folder)
      .map((path): JsonObject => {
        const file = readObject(files, path);
        return { ...file, info: { name: stemOf(path, YAML), ...ownObject(file, 'info') } };
      });
    return [...inner, ...requests];
  };
  return { ...root, items: [...ownList(root, 'items'), ...itemsIn('')] };
}

function withParents(path: string): string[] {
  return path === '' ? [] : [path, ...withParents(folderOf(path))];
}

function scopeOf(holder: JsonObject): JsonObject {
  const request = objectAt(holder, 'request');
  return defined({
    auth: authOf(own(request, 'auth')),
    variable: variablesOf(own(request, 'variables')),
    event: eventsOf(own(request, 'scripts'), []),
  });
}

/** @param inherited - headers that the folders around send with every request */
function itemsOf(
  holder: JsonObject,
  inherited: readonly JsonObject[],
  path: string,
  problems: ConversionProblem[],
): JsonObject[] {
  const headers = [...inherited, ...namedList(own(objectAt(holder, 'request'), 'headers'))];
  const entries = ownList(holder, 'items').flatMap((item, index): Entry[] => {
    if (!isObject(item)) return [];
    const info = objectAt(item, 'info');
    const place = `${path}/${ownText(info, 'name') ?? String(index)}`;
    const made = itemOf(item, headers, place, problems);
    // Items of one file keep their order where they state none.
    return made === undefined
      ? []
      : [{ order: own(info, 'seq'), path: String(index).padStart(8, '0'), item: made }];
  });
  return [...inOrder(entries)];
}

function itemOf(
  item: JsonObject,
  headers: readonly JsonObject[],
  place: string,
  problems: ConversionProblem[],
): JsonObject | undefined {
  const info = objectAt(item, 'info');
  const name = ownText(info, 'name') ?? place.slice(1);
  const kind = KINDS.find((key) => isObject(own(item, key)));
  if (Array.isArray(own(item, 'items')) || ownText(info, 'type') === 'folder') {
    const description = wordsOf(own(item, 'docs')) ?? wordsOf(own(info, 'description'));
    const inner = itemsOf(item, headers, place, problems);
    return { name, ...defined({ description }), ...scopeOf(item), item: inner };
  }
  if (kind !== 'http' && kind !== 'graphql') {
    const other = kind ?? ownText(info, 'type');
    if (other !== undefined)
      problems.push(readProblem('request-of-another-kind', '', { file: place.slice(1), kind: other }));
    return undefined;
  }
  const runtime = objectAt(item, 'runtime');
  const details = objectAt(item, kind);
  const description = wordsOf(own(item, 'docs')) ?? wordsOf(own(info, 'description'));
  const request = requestOf(details, kind === 'graphql', headers);
  return defined({
    name,
    request: { ...request, ...defined({ description }) },
    response: ownList(item, 'examples').filter(isObject).map(responseOf),
    event: eventsOf(own(runtime, 'scripts'), ownList(runtime, 'assertions')),
    variable: variablesOf(own(runtime, 'variables')),
  });
}

function requestOf(
  details: JsonObject,
  isGraphql: boolean,
  inherited: readonly JsonObject[] = [],
): JsonObject {
  const stated = namedList(own(details, 'headers')).map(keyed);
  const names = new Set(stated.map((header) => String(header['key']).toLowerCase()));
  const added = inherited.map(keyed).filter((header) => !names.has(String(header['key']).toLowerCase()));
  const body = own(details, 'body');
  return defined({
    method: ownText(details, 'method')?.toUpperCase() ?? 'GET',
    url: { raw: ownText(details, 'url') ?? '', ...parametersOf(own(details, 'params')) },
    header: [...stated, ...added],
    body: isGraphql ? graphqlOf(body) : bodyOf(body),
    auth: authOf(own(details, 'auth')),
  });
}

/** One list with the kind of each parameter; the guide also shows a list per kind. */
function parametersOf(value: Json | undefined): JsonObject {
  const list = Array.isArray(value)
    ? value.filter(isObject)
    : ['query', 'path'].flatMap((type) => namedList(own(value, type)).map((one) => ({ ...one, type })));
  const ofType = (type: string): JsonObject[] =>
    list.filter((one) => own(one, 'type') === type).map((one) => keyed(omit(one, 'type')));
  return value === undefined ? {} : { query: ofType('query'), variable: ofType('path') };
}

/** Postman calls a name `key`. */
function keyed({ name, ...rest }: JsonObject): JsonObject {
  const description = wordsOf(own(rest, 'description'));
  return {
    ...(name !== undefined && { key: name }),
    ...omit(rest, 'description'),
    ...defined({ description }),
  };
}

function variablesOf(value: Json | undefined): JsonObject[] | undefined {
  const list = namedList(value).map((variable) =>
    own(variable, 'secret') === true
      ? { ...keyed(variable), type: 'secret', value: '' }
      : { ...keyed(variable), value: valueOf(own(variable, 'value')) },
  );
  return list.length === 0 ? undefined : list;
}

/** A text, a text with its type, or the chosen one of several. */
function valueOf(value: Json | undefined): string {
  if (Array.isArray(value)) {
    const chosen = value.find((one) => own(one, 'selected') === true) ?? value[0];
    return valueOf(own(chosen, 'value'));
  }
  return textOf(isObject(value) ? own(value, 'data') : value) ?? '';
}

/** Assertions on the status are evidence as a script is. */
function eventsOf(scripts: Json | undefined, assertions: readonly Json[]): JsonObject[] | undefined {
  const written = namedList(scripts).flatMap((script) => {
    const code = ownString(script, 'code');
    return code === undefined ? [] : [eventOf(own(script, 'type') !== 'before-request', code)];
  });
  const statuses = assertions.flatMap((one) => {
    const isStatus = ownText(one, 'expression') === 'res.status' && ownText(one, 'operator') === 'eq';
    return isStatus && own(one, 'disabled') !== true ? [textOf(own(one, 'value')) ?? ''] : [];
  });
  const asserted = statuses
    .filter((status) => /^\d{3}$/.test(status))
    .map((status) => eventOf(true, `pm.response.to.have.status(${status});`));
  const events = [...written, ...asserted];
  return events.length === 0 ? undefined : events;
}

function responseOf(example: JsonObject): JsonObject {
  const response = objectAt(example, 'response');
  const body = own(response, 'body');
  const request = ownObject(example, 'request');
  return defined({
    name: ownText(example, 'name'),
    originalRequest: request && requestOf(request, false),
    code: own(response, 'status'),
    status: own(response, 'statusText'),
    header: namedList(own(response, 'headers')).map(keyed),
    body: isObject(body) ? textOf(own(body, 'data')) : textOf(body),
    _postman_previewlanguage: own(body, 'type'),
  });
}
