import type { Json } from '../../base/json.ts';

/** Sentences for the problems of `1-read`, by code. */
export const readMessages: Readonly<Record<string, (args: Readonly<Record<string, Json>>) => string>> = {
  'input-empty': () => 'The input is empty; give a Postman collection as JSON.',
  'input-binary': () => 'The input is binary data, no text; give a Postman collection as JSON.',
  'gzip-broken': () =>
    'The input is gzip-compressed but cannot be unpacked; the file is damaged or incomplete.',
  'gzip-too-large': ({ megabytes }) =>
    `The input unpacks to more than ${String(megabytes)} MB; that is no collection.`,
  'html-instead-of-json': () =>
    'The input is an HTML page, not a collection. For a published Documenter page, use `npm run pull -- URL`, which finds the collection behind it.',
  'xml-instead-of-json': () => 'The input is XML; give a Postman collection as JSON.',
  'yaml-instead-of-json': ({ looksLike }) =>
    `The input looks like ${String(looksLike)} text in YAML; export the collection from Postman as one JSON file (Collection v2.1) and give that.`,
  'json-truncated': ({ line, column }) =>
    `The JSON ends too early, at line ${String(line)}, column ${String(column)}; the file was cut off, fetch it again.`,
  'json-invalid': ({ line, column, near }) =>
    `The JSON is invalid at line ${String(line)}, column ${String(column)}, near \`${String(near)}\`.`,
  'json-too-deep': ({ depth }) =>
    `The JSON nests more than ${String(depth)} levels deep; that is no collection anyone wrote.`,
  'not-a-collection': ({ looksLike }) =>
    `The input is no Postman collection: it looks like ${String(looksLike)}. Export the collection from Postman as Collection v2.1.`,
  'documenter-page-data': ({ url }) =>
    `The input is the page data of a Documenter page and holds no requests. The collection itself is at ${String(url)}; pull that instead.`,
  'schema-version-unknown': ({ schema }) =>
    `The collection says it follows ${String(schema)}, which is not known here; export it as Collection v2.1 (v1, v2.0 and v2.1 can be read).`,
  'collection-empty': () => 'The collection holds no requests, so there is nothing to convert.',
};
