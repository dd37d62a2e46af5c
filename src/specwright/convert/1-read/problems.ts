import { error, problemsOf, warning } from '../../base/problem.ts';

/** Why an input cannot be read as a collection. */
export const readProblem = problemsOf({
  'input-empty': error(() => 'The input is empty. Expected a Postman collection as JSON.'),
  'input-binary': error(() => 'The input is binary data. Expected a Postman collection as JSON text.'),
  'gzip-broken': error(
    () => 'The input is gzip-compressed but cannot be unpacked: the file is damaged or incomplete.',
  ),
  'gzip-too-large': error(
    ({ megabytes }: { megabytes: number }) =>
      `The input unpacks to more than ${String(megabytes)} MB, which is too large for a collection.`,
  ),
  'html-instead-of-json': error(
    () =>
      'The input is an HTML page, not a collection. For a published Documenter page, use `specwright pull URL`, which finds the collection behind it.',
  ),
  'xml-instead-of-json': error(() => 'The input is XML. Expected a Postman collection as JSON.'),
  'git-lfs-pointer': error(
    () =>
      'The input is a Git LFS pointer, not the file that it points to. Run `git lfs pull` where it was cloned, or download the file itself.',
  ),
  'bruno-request': error(
    () =>
      'The input is one Bruno file (.bru), not a collection. In Bruno, choose Share, Export Postman Collection, and use that file.',
  ),
  'bruno-folder': error(
    () =>
      'The folder is a Bruno collection of .bru files. In Bruno, convert it to OpenCollection (YAML), or choose Share, Export Postman Collection, and use that.',
  ),
  'folder-without-collection': error(
    () =>
      'The folder is not a collection. Expected one of the Postman v3 format (*.request.yaml), or one with an opencollection.yml. A collection in one JSON file is named itself.',
  ),
  'several-collections': error(
    ({ folders }: { folders: string }) => `The folder holds several collections. Name one of: ${folders}.`,
  ),
  'file-invalid': error(
    ({ file, reason }: { file: string; reason: string }) => `The file ${file} cannot be read: ${reason}.`,
  ),
  'request-of-another-kind': warning(
    ({ file, kind }: { file: string; kind: string }) =>
      `The request ${file} is left out: OpenAPI describes HTTP, and this one is of the kind \`${kind}\`.`,
  ),
  'openapi-3.2-only': warning(
    ({ what }: { what: string }) => `OpenAPI 3.1 cannot say \`${what}\`: it is left out of the document.`,
  ),
  'environment-invalid': error(
    ({ looksLike }: { looksLike: string }) =>
      `The environment has no variables: it looks like ${looksLike}. Expected an environment as Postman or Bruno export it.`,
  ),
  'yaml-instead-of-json': error(
    ({ looksLike }: { looksLike: string }) =>
      `The input looks like ${looksLike} text in YAML. A collection in YAML is read as a folder: name the folder. An OpenAPI document needs no conversion of a collection.`,
  ),
  'json-truncated': error(
    ({ line, column }: Place) =>
      `The JSON ends too early, at line ${String(line)}, column ${String(column)}. The file is incomplete: fetch it again.`,
  ),
  'json-invalid': error(
    ({ line, column, near }: Place & { near: string }) =>
      `The JSON is invalid at line ${String(line)}, column ${String(column)}, near \`${near}\`.`,
  ),
  'json-too-deep': error(
    ({ depth }: { depth: number }) =>
      `The JSON nests more than ${String(depth)} levels deep, which is too deep for a collection.`,
  ),
  'not-a-collection': error(
    ({ looksLike, instead }: { looksLike: string; instead: string }) =>
      `The input is not a Postman collection: it looks like ${looksLike}. ${instead}`,
  ),
  'documenter-page-data': error(
    ({ url }: { url: string }) =>
      `The input is the page data of a Documenter page and has no requests. The collection is at ${url}: pull that instead.`,
  ),
  'schema-version-unknown': error(
    ({ schema }: { schema: string }) =>
      `The collection follows ${schema}, an unknown format. Export it as Collection v2.1 (v1, v2.0 and v2.1 can be read).`,
  ),
  'collection-empty': error(() => 'The collection has no requests, so there is nothing to convert.'),
});

type Place = Readonly<{ line: number; column: number }>;
