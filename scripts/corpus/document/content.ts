import type { JsonObject } from '../../../src/specwright/base/json.ts';
import { object } from '../raw/values.ts';
import type { DocumentOperation, DocumentView } from './document-view.ts';

export interface MediaTypeAt {
  readonly mediaType: string;
  readonly value: JsonObject;
  readonly pointer: string;
}

const escape = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

function contentAt(holder: JsonObject, pointer: string): MediaTypeAt[] {
  return Object.entries(object(holder['content'])).map(([mediaType, value]) => ({
    mediaType,
    value: object(value),
    pointer: `${pointer}/content/${escape(mediaType)}`,
  }));
}

/** Where a reference inside the document leads, as a pointer. */
function target(value: JsonObject, pointer: string): string {
  const reference = value['$ref'];
  return typeof reference === 'string' ? reference.replace(/^#/, '') : pointer;
}

export function requestContent(view: DocumentView, { operation, pointer }: DocumentOperation): MediaTypeAt[] {
  const body = object(operation['requestBody']);
  return contentAt(view.follow(body), target(body, `${pointer}/requestBody`));
}

/** Content of the responses that describe a status: the code itself, its range, or the default. */
export function responseContent(
  view: DocumentView,
  { operation, pointer }: DocumentOperation,
  status: number | undefined,
): MediaTypeAt[] {
  const responses = object(operation['responses']);
  const code = status === undefined ? 'default' : String(status);
  const key = [code, `${code[0] ?? ''}XX`, 'default'].find((name) => Object.hasOwn(responses, name));
  const keys = status === undefined && key === undefined ? Object.keys(responses) : [key ?? ''];
  return keys.flatMap((name) => {
    const response = object(responses[name]);
    return contentAt(view.follow(response), target(response, `${pointer}/responses/${escape(name)}`));
  });
}

export function isJson(mediaType: string): boolean {
  return /[/+.-]json\b/i.test(mediaType);
}
