import { pascalCase } from '../base/names.ts';

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
