import { stringify as yaml } from 'yaml';
import {
  type Json,
  type JsonObject,
  defined,
  isObject,
  own,
  ownList,
  ownObject,
  ownString,
  ownText,
} from '../../../../src/specwright/base/json.ts';

/*
 * Writes a collection of v2.1 as the two formats that are folders, as `postman collection migrate` and Bruno do:
 * what the tests compare the readers with.
 */

/** Folding would be the writer's own. */
const stringify = (value: JsonObject): string => yaml(value, { lineWidth: 0 });

export type Files = Map<string, string>;

const text = (value: Json | undefined): string | undefined =>
  isObject(value) ? ownText(value, 'content') : typeof value === 'string' ? value : undefined;

const scriptOf = (event: JsonObject): string => {
  const exec = own(ownObject(event, 'script'), 'exec');
  return Array.isArray(exec) ? exec.join('\n') : typeof exec === 'string' ? exec : '';
};

const isTest = (event: JsonObject): boolean => own(event, 'listen') === 'test';
const objects = (value: Json | undefined, key: string): JsonObject[] => ownList(value, key).filter(isObject);

/** Name without what a file system refuses, unique by its place. */
const fileName = (index: number): string => `item ${String(index)}`;

function assembled(url: JsonObject): string {
  const joined = (key: string, by: string): string => {
    const value = own(url, key);
    return Array.isArray(value) ? value.join(by) : String(value ?? '');
  };
  const protocol = ownText(url, 'protocol');
  const port = ownText(url, 'port');
  const host = `${protocol === undefined ? '' : `${protocol}://`}${joined('host', '.')}${port === undefined ? '' : `:${port}`}`;
  return `${host}/${joined('path', '/')}`;
}

function urlOf(request: JsonObject): { raw: string; query?: JsonObject[]; variable?: JsonObject[] } {
  const url = own(request, 'url');
  if (!isObject(url)) return { raw: typeof url === 'string' ? url : '' };
  return {
    raw: ownText(url, 'raw') ?? assembled(url),
    ...(Object.hasOwn(url, 'query') && { query: objects(url, 'query') }),
    ...(Object.hasOwn(url, 'variable') && { variable: objects(url, 'variable') }),
  };
}

/** Key, value, description and `disabled`, which is all that these formats keep. */
function pairs(list: readonly JsonObject[], name: 'key' | 'name'): JsonObject[] {
  return list.map((one) => {
    const { key, description, ...rest } = one;
    return { [name]: key ?? '', ...rest, ...defined({ description: text(description) }) };
  });
}

function credentials(auth: JsonObject): Json {
  const inner = own(auth, ownText(auth, 'type') ?? '');
  if (Array.isArray(inner)) return inner;
  return isObject(inner) ? Object.entries(inner).map(([key, value]) => ({ key, value })) : [];
}

function v3Auth(value: Json | undefined): JsonObject | undefined {
  const type = ownText(value, 'type');
  return isObject(value) && type !== undefined ? { type, credentials: credentials(value) } : undefined;
}

const MODES = new Set(['raw', 'file', 'graphql', 'urlencoded', 'formdata']);

function v3Body(body: JsonObject | undefined): JsonObject | undefined {
  const mode = ownText(body, 'mode');
  if (body === undefined || mode === undefined || own(body, 'disabled') === true) return undefined;
  if (mode === 'raw') {
    const language = ownText(ownObject(ownObject(body, 'options'), 'raw'), 'language') ?? 'text';
    return { type: language, content: own(body, 'raw') ?? '' };
  }
  if (!MODES.has(mode)) return undefined;
  if (mode === 'file') return { type: 'file', content: own(ownObject(body, 'file'), 'src') ?? null };
  if (mode === 'graphql') return { type: 'graphql', content: own(body, 'graphql') ?? {} };
  return { type: mode, content: pairs(objects(body, mode), 'key') };
}

function v3Request(request: JsonObject): JsonObject {
  const { raw, query, variable } = urlOf(request);
  return defined({
    url: raw,
    method: own(request, 'method') ?? 'GET',
    headers: pairs(objects(request, 'header'), 'key'),
    queryParams: query && pairs(query, 'key'),
    pathVariables: variable && pairs(variable, 'key'),
    body: v3Body(ownObject(request, 'body')),
    auth: v3Auth(own(request, 'auth')),
    description: text(own(request, 'description')),
  });
}

const v3Scripts = (holder: JsonObject): JsonObject[] =>
  objects(holder, 'event').map((event) => ({
    type: isTest(event) ? 'afterResponse' : 'beforeRequest',
    language: 'text/javascript',
    code: scriptOf(event),
  }));

/** The folder that Postman's own tool makes of a collection. */
export function asPostmanV3(collection: JsonObject): Files {
  const files: Files = new Map();
  const write = (path: string, value: JsonObject): void => void files.set(path, stringify(value));
  const folder = (path: string, name: Json | undefined, holder: JsonObject, described: JsonObject): void => {
    const definition = defined({
      $kind: 'collection',
      name,
      description: text(own(described, 'description')),
      variables: pairs(objects(holder, 'variable'), 'key'),
      auth: v3Auth(own(holder, 'auth')),
      scripts: v3Scripts(holder),
    });
    write(`${path}.resources/definition.yaml`, definition);
    for (const [index, item] of objects(holder, 'item').entries()) put(path, index, item);
  };
  const put = (path: string, index: number, item: JsonObject): void => {
    const name = ownText(item, 'name') ?? '';
    const file = fileName(index);
    const order = (index + 1) * 1000;
    if (Array.isArray(own(item, 'item'))) {
      folder(`${path}${file}/`, name, item, item);
      const definition = `${path}${file}/.resources/definition.yaml`;
      files.set(definition, `${files.get(definition) ?? ''}order: ${String(order)}\n`);
      return;
    }
    const request = own(item, 'request');
    const stated = isObject(request) ? request : { url: request ?? '' };
    const described = text(own(stated, 'description')) ?? text(own(item, 'description'));
    write(
      `${path}${file}.request.yaml`,
      defined({
        $kind: 'http-request',
        name,
        order,
        ...v3Request(stated),
        description: described,
        scripts: v3Scripts(item),
      }),
    );
    for (const [place, response] of objects(item, 'response').entries()) {
      const original = ownObject(response, 'originalRequest');
      write(
        `${path}.resources/${file}.resources/examples/${String(place)}.example.yaml`,
        defined({
          $kind: 'http-example',
          name: own(response, 'name') ?? '',
          order: place,
          request: original && v3Request(original),
          response: defined({
            statusCode: own(response, 'code'),
            statusText: own(response, 'status'),
            headers: pairs(objects(response, 'header'), 'key'),
            body: defined({
              type: own(response, '_postman_previewlanguage') ?? 'text',
              content: own(response, 'body') ?? undefined,
            }),
          }),
        }),
      );
    }
  };
  folder('', own(ownObject(collection, 'info'), 'name'), collection, ownObject(collection, 'info') ?? {});
  return files;
}

function ocAuth(value: Json | undefined): Json | undefined {
  const type = ownText(value, 'type');
  if (!isObject(value) || type === undefined) return undefined;
  if (type === 'noauth') return 'none';
  const list = credentials(value);
  const renamed: Record<string, string> = { in: 'placement', grant_type: 'flow' };
  const entries = (Array.isArray(list) ? list.filter(isObject) : []).map((one): [string, Json] => [
    renamed[ownText(one, 'key') ?? ''] ?? ownText(one, 'key') ?? '',
    own(one, 'value') ?? '',
  ]);
  return { type, ...Object.fromEntries(entries) };
}

function ocBody(body: JsonObject | undefined): JsonObject | undefined {
  const mode = ownText(body, 'mode');
  if (body === undefined || mode === undefined || own(body, 'disabled') === true) return undefined;
  if (mode === 'raw') {
    const language = ownText(ownObject(ownObject(body, 'options'), 'raw'), 'language') ?? 'text';
    return { type: language, data: own(body, 'raw') ?? '' };
  }
  if (!MODES.has(mode)) return undefined;
  if (mode === 'file')
    return {
      type: 'file',
      data: [{ filePath: own(ownObject(body, 'file'), 'src') ?? '', contentType: '', selected: true }],
    };
  if (mode === 'graphql') return { type: 'graphql', data: own(body, 'graphql') ?? {} };
  const fields = pairs(objects(body, mode), 'name');
  if (mode === 'urlencoded') return { type: 'form-urlencoded', data: fields };
  return {
    type: 'multipart-form',
    data: fields.map(({ src, ...field }) =>
      own(field, 'type') === 'file' ? { ...field, value: src ?? null } : field,
    ),
  };
}

function ocRequest(request: JsonObject): JsonObject {
  const { raw, query, variable } = urlOf(request);
  const params = [
    ...pairs(query ?? [], 'name').map((one) => ({ ...one, type: 'query' })),
    ...pairs(variable ?? [], 'name').map((one) => ({ ...one, type: 'path' })),
  ];
  return defined({
    method: own(request, 'method') ?? 'GET',
    url: raw,
    headers: pairs(objects(request, 'header'), 'name'),
    params: query === undefined && variable === undefined ? undefined : params,
    body: ocBody(ownObject(request, 'body')),
    auth: ocAuth(own(request, 'auth')),
  });
}

const ocScripts = (holder: JsonObject): JsonObject[] =>
  objects(holder, 'event').map((event) => ({
    type: isTest(event) ? 'tests' : 'before-request',
    code: scriptOf(event),
  }));

const ocDefaults = (holder: JsonObject): JsonObject =>
  defined({
    auth: ocAuth(own(holder, 'auth')),
    variables: pairs(objects(holder, 'variable'), 'name'),
    scripts: ocScripts(holder),
  });

function ocItem(item: JsonObject, seq: number): JsonObject {
  const name = ownText(item, 'name') ?? '';
  if (Array.isArray(own(item, 'item')))
    return defined({
      info: { name, type: 'folder', seq },
      docs: text(own(item, 'description')),
      request: ocDefaults(item),
      items: objects(item, 'item').map(ocItem),
    });
  const request = own(item, 'request');
  const stated = isObject(request) ? request : { url: request ?? '' };
  return defined({
    info: { name, type: 'http', seq },
    http: ocRequest(stated),
    runtime: { scripts: ocScripts(item) },
    docs: text(own(stated, 'description')) ?? text(own(item, 'description')),
    examples: objects(item, 'response').map((response) => {
      const original = ownObject(response, 'originalRequest');
      return defined({
        name: own(response, 'name'),
        request: original && ocRequest(original),
        response: defined({
          status: own(response, 'code'),
          statusText: own(response, 'status'),
          headers: pairs(objects(response, 'header'), 'name'),
          body: defined({
            type: own(response, '_postman_previewlanguage') ?? 'text',
            data: ownString(response, 'body'),
          }),
        }),
      });
    }),
  });
}

/** A collection in one file of OpenCollection. */
export function asOpenCollection(collection: JsonObject): JsonObject {
  const info = ownObject(collection, 'info') ?? {};
  return defined({
    opencollection: '1.0.0',
    info: defined({ name: own(info, 'name'), version: own(info, 'version') }),
    docs: text(own(info, 'description')),
    request: ocDefaults(collection),
    items: objects(collection, 'item').map(ocItem),
    bundled: true,
  });
}

/** The same in the folder that Bruno keeps. */
export function asOpenCollectionFolder(collection: JsonObject): Files {
  const { items, bundled: _, ...root } = asOpenCollection(collection);
  const files: Files = new Map([['opencollection.yml', stringify(root)]]);
  const put = (path: string, list: Json | undefined): void => {
    for (const [index, item] of (Array.isArray(list) ? list.filter(isObject) : []).entries()) {
      const { items: inner, ...rest } = item;
      if (inner === undefined) files.set(`${path}${fileName(index)}.yml`, stringify(rest));
      else {
        files.set(`${path}${fileName(index)}/folder.yml`, stringify(rest));
        put(`${path}${fileName(index)}/`, inner);
      }
    }
  };
  put('', items);
  return files;
}
