import {
  type Json,
  type JsonObject,
  defined,
  isObject,
  own,
  ownObject,
  ownString,
  ownText,
} from '../../../base/json.ts';
import { readProblem } from '../problems.ts';
import type { ConversionProblem } from '../../problem.ts';
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

/*
 * Postman Collection v3: a folder per folder, a file per request (`*.request.yaml`), and beside them `.resources`
 * with the definition of the folder and the saved responses (learning.postman.com, collections schema 3.0.0).
 */

const REQUEST = /\.request\.ya?ml$/;
const EXAMPLE = /\.example\.ya?ml$/;
const DEFINITION = /(?:^|\/)\.resources\/definition\.ya?ml$/;
const IN_RESOURCES = /(?:^|\/)[^/]*\.resources\//;
/** Groups: the folder of the request, its file name. */
const EXAMPLE_PLACE = /^(?:(.*?)\/)??(?:\.resources\/)?([^/]+)\.resources\/examples\/[^/]+$/;

export function isPostmanV3(files: CollectionFiles): boolean {
  return [...files.keys()].some((path) => REQUEST.test(path) || DEFINITION.test(path));
}

/** The collection in the shape of v2.1. */
export function upgradeV3(files: CollectionFiles): {
  readonly collection: JsonObject;
  readonly problems: readonly ConversionProblem[];
} {
  const reader = new V3Reader(files);
  return { collection: reader.collection(), problems: reader.problems };
}

class V3Reader {
  readonly problems: ConversionProblem[] = [];
  readonly #files: CollectionFiles;
  /** Definitions by folder; a folder is one that has something in it. */
  readonly #folders = new Map<string, JsonObject>([['', {}]]);
  readonly #requests: readonly string[];
  readonly #examples = new Map<string, string[]>();

  constructor(files: CollectionFiles) {
    this.#files = files;
    const paths = [...files.keys()];
    this.#requests = paths.filter((path) => REQUEST.test(path) && !IN_RESOURCES.test(path));
    for (const path of this.#requests) this.#addFolder(folderOf(path));
    for (const path of paths.filter((one) => DEFINITION.test(one))) {
      const folder = folderOf(folderOf(path));
      this.#addFolder(folder);
      this.#folders.set(folder, readObject(files, path));
    }
    for (const path of paths.filter((one) => EXAMPLE.test(one))) {
      const [, folder = '', name = ''] = EXAMPLE_PLACE.exec(path) ?? [];
      const key = `${folder}/${name}`;
      this.#examples.set(key, [...(this.#examples.get(key) ?? []), path]);
    }
  }

  #addFolder(folder: string): void {
    for (let next = folder; !this.#folders.has(next); next = folderOf(next)) this.#folders.set(next, {});
  }

  collection(): JsonObject {
    const root = this.#folders.get('') ?? {};
    const info = defined({ name: ownText(root, 'name'), description: wordsOf(own(root, 'description')) });
    return { info, ...this.#scope(root), item: this.#itemsIn('') };
  }

  /** What a collection and a folder hand down to their requests. */
  #scope(definition: JsonObject): JsonObject {
    return defined({
      auth: authOf(own(definition, 'auth')),
      variable: [...namedList(own(definition, 'variables'))],
      event: eventsOf(own(definition, 'scripts')),
    });
  }

  #itemsIn(parent: string): JsonObject[] {
    const folders = [...this.#folders]
      .filter(([path]) => path !== '' && folderOf(path) === parent)
      .map(([path, definition]): Entry => {
        const description = wordsOf(own(definition, 'description'));
        const name = ownText(definition, 'name') ?? stemOf(path);
        const item = {
          name,
          ...defined({ description }),
          ...this.#scope(definition),
          item: this.#itemsIn(path),
        };
        return { order: own(definition, 'order'), path, item };
      });
    const requests = this.#requests
      .filter((path) => folderOf(path) === parent)
      .flatMap((path): Entry[] => {
        const file = readObject(this.#files, path);
        const item = this.#item(path, file);
        return item === undefined ? [] : [{ order: own(file, 'order'), path, item }];
      });
    return [...inOrder([...folders, ...requests])];
  }

  #item(path: string, file: JsonObject): JsonObject | undefined {
    const kind = ownText(file, '$kind') ?? 'http-request';
    if (kind !== 'http-request' && kind !== 'graphql-request') {
      this.problems.push(readProblem('request-of-another-kind', '', { file: path, kind }));
      return undefined;
    }
    return {
      name: ownText(file, 'name') ?? stemOf(path, REQUEST),
      request: requestOf(file),
      response: this.#responses(path, file),
      event: eventsOf(own(file, 'scripts')) ?? [],
    };
  }

  #responses(path: string, request: JsonObject): JsonObject[] {
    const stated = ownString(request, 'examples')?.replace(/^\.\//, '').replace(/\/$/, '');
    const beside = folderOf(path) === '' ? '' : `${folderOf(path)}/`;
    const inStated = (example: string): boolean =>
      stated !== undefined && folderOf(example) === `${beside}${stated}`;
    const saved = this.#examples.get(`${folderOf(path)}/${stemOf(path, REQUEST)}`) ?? [];
    const examples = saved.length > 0 ? saved : [...this.#examples.values()].flat().filter(inStated);
    return [
      ...inOrder(
        examples.map((example): Entry => {
          const file = readObject(this.#files, example);
          return { order: own(file, 'order'), path: example, item: responseOf(example, file) };
        }),
      ),
    ];
  }
}

function requestOf(file: JsonObject): JsonObject {
  const isGraphql = own(file, '$kind') === 'graphql-request';
  return defined({
    method: ownText(file, 'method') ?? (isGraphql ? 'POST' : 'GET'),
    url: {
      raw: ownText(file, 'url') ?? '',
      ...listed('query', own(file, 'queryParams')),
      ...listed('variable', own(file, 'pathVariables')),
    },
    header: [...namedList(own(file, 'headers'))],
    body: isGraphql ? graphqlOf(file) : bodyOf(own(file, 'body')),
    auth: authOf(own(file, 'auth')),
    description: wordsOf(own(file, 'description')),
  });
}

/** An absent list leaves what the address says. */
function listed(key: string, value: Json | undefined): JsonObject {
  return value === undefined ? {} : { [key]: [...namedList(value)] };
}

function graphqlOf(file: JsonObject): JsonObject {
  const { query, variables, operationName } = file;
  return { mode: 'graphql', graphql: defined({ query, variables, operationName }) };
}

function bodyOf(value: Json | undefined): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const type = ownText(value, 'type') ?? 'none';
  const content = own(value, 'content');
  if (type === 'none') return undefined;
  if (type === 'formdata' || type === 'urlencoded') return { mode: type, [type]: [...namedList(content)] };
  if (type === 'file' || type === 'binary') return { mode: 'file', file: { src: content ?? null } };
  if (type === 'graphql') return graphqlOf(isObject(content) ? content : value);
  // Postman writes `text` where nobody chose a language.
  const options = type === 'text' ? {} : { options: { raw: { language: type } } };
  return { mode: 'raw', raw: textOfContent(content), ...options };
}

function textOfContent(content: Json | undefined): string {
  if (content === undefined || content === null) return '';
  return typeof content === 'string' ? content : JSON.stringify(content, null, 2);
}

/** Of several alternatives, Postman sends the first. */
function authOf(value: Json | undefined): JsonObject | undefined {
  const auth = Array.isArray(value) ? value[0] : value;
  const type = ownText(auth, 'type');
  if (type === undefined || type === 'inherit') return undefined;
  return { type, ...(type !== 'noauth' && { [type]: [...namedList(own(auth, 'credentials'))] }) };
}

function eventsOf(value: Json | undefined): JsonObject[] | undefined {
  const events = namedList(value).flatMap((script) => {
    const code = ownString(script, 'code');
    return code === undefined
      ? []
      : [eventOf(ownText(script, 'type')?.endsWith('afterResponse') === true, code)];
  });
  return events.length === 0 ? undefined : events;
}

function responseOf(path: string, file: JsonObject): JsonObject {
  const response = ownObject(file, 'response') ?? file;
  const body = own(response, 'body');
  const original = ownObject(file, 'request') ?? ownObject(file, 'originalRequest');
  return defined({
    name: ownString(file, 'name') ?? stemOf(path, EXAMPLE),
    originalRequest: original && requestOf(original),
    code: own(response, 'statusCode') ?? own(response, 'code'),
    status: own(response, 'statusText'),
    header: [...namedList(own(response, 'headers'))],
    body: isObject(body) ? textOfContent(own(body, 'content')) : body,
    _postman_previewlanguage: own(body, 'type'),
  });
}
