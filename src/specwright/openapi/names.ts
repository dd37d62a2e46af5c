import { objectAt, ownStrings, type JsonObject } from '../base/json.ts';
import { camelCase, identifier, pascalCase, UniqueNames } from '../base/names.ts';
import type { OperationDescriptor } from './operation.ts';
import { resolve } from './reference.ts';

/* Names for what a document leaves nameless. */

/** `GET /users/{userId}` -> `getUsersByUserId`: for documents that give no operationId. */
export function inventOperationId(method: string, path: string): string {
  const words = path.split('/').map((segment) => {
    const [variable] = /\{[^{}]*\}/.exec(segment) ?? [];
    return variable === undefined ? segment : `by ${segment}`;
  });
  return method.toLowerCase() + pascalCase(words.join(' '));
}

/** `application/x-www-form-urlencoded` -> `XWwwFormUrlencoded`: a suffix for the validators of several media types. */
export function mediaTypeSuffix(mediaType: string): string {
  return pascalCase(mediaType.slice(mediaType.indexOf('/') + 1));
}

/** Members that every generated client has, and names that JavaScript looks up by itself. */
const TAKEN =
  'safe stream request withOptions then constructor __proto__ toString toLocaleString valueOf toJSON hasOwnProperty isPrototypeOf propertyIsEnumerable';

/** The names of the methods of a generated client, by the ids of their operations: the ids where they can be. */
export function methodNames(descriptors: readonly OperationDescriptor[]): ReadonlyMap<string, string> {
  const names = new UniqueNames();
  for (const taken of TAKEN.split(' ')) names.claim(taken);
  return new Map(
    descriptors.map(({ id, method, path }) => {
      const readable = /^[A-Za-z_$][\w$]*$/.test(id)
        ? id
        : identifier(camelCase(id) || inventOperationId(method, path));
      return [id, names.claim(readable)];
    }),
  );
}

/** Names of what is next to the groups in the module of a client. */
const BESIDE_GROUPS = 'paths createApiClient createClient createPartialClient operations';

/** The groups of operations, named after their first tags; an operation without a tag has none. */
export function groupNames(
  document: JsonObject,
  descriptors: readonly OperationDescriptor[],
): ReadonlyMap<string, string> {
  const taken = new UniqueNames();
  for (const name of `${TAKEN} ${BESIDE_GROUPS}`.split(' ')) taken.claim(name);
  const tags = descriptors.flatMap(({ id, method, path }): [string, string][] => {
    const { value: item } = resolve(document, objectAt(document, 'paths')[path], '');
    const [tag] = ownStrings(objectAt(item, method.toLowerCase()), 'tags');
    return tag === undefined ? [] : [[id, tag]];
  });
  // Methods without a group are members of the client as well.
  const grouped = new Map(tags);
  const loose = methodNames(descriptors);
  for (const { id } of descriptors) if (!grouped.has(id)) taken.claim(loose.get(id) ?? id);
  const names = new Map<string, string>();
  for (const tag of grouped.values())
    if (!names.has(tag)) names.set(tag, taken.claim(identifier(camelCase(tag))));
  return new Map(tags.map(([id, tag]) => [id, names.get(tag) ?? tag]));
}
