import { camelCase, identifier, pascalCase, UniqueNames } from '../base/names.ts';
import type { OperationDescriptor } from './operation.ts';

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
  'safe request withOptions then constructor __proto__ toString toLocaleString valueOf toJSON hasOwnProperty isPrototypeOf propertyIsEnumerable';

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
