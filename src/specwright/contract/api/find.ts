import type { Api } from './api.ts';
import type {
  MediaTypeDescriptor,
  OperationDescriptor,
  ResponseDescriptor,
} from '../../openapi/operation.ts';

/** The operation that a method and a path (without query) call; a trailing slash makes no difference. */
export function findOperation(api: Api, method: string, path: string): OperationDescriptor | undefined {
  const candidates = api.operations.filter((operation) => {
    const base = api.basePath(operation);
    return (
      operation.method === method &&
      path.startsWith(base) &&
      fits(splitPath(operation.path), splitPath(path.slice(base.length)))
    );
  });
  return candidates.sort((a, b) => variables(a.path) - variables(b.path))[0];
}

function splitPath(path: string): readonly string[] {
  return path.replace(/\/$/, '').split('/');
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => (isVariable(part) ? segments[index] !== '' : part === segments[index]))
  );
}

const isVariable = (part: string): boolean => part.includes('{');
const variables = (path: string): number => splitPath(path).filter(isVariable).length;

/** What the document says of a status: the exact one, else its class (`4XX`), else `default`. */
export function findResponse(operation: OperationDescriptor, status: number): ResponseDescriptor | undefined {
  const names = [String(status), `${String(status)[0]}XX`, 'default'];
  return names
    .map((name) =>
      operation.responses.find((response) => response.status.toUpperCase() === name.toUpperCase()),
    )
    .find((response) => response !== undefined);
}

/** The entry for a content type as sent, parameters such as `charset` aside; ranges (`*`) count. */
export function findMedia(
  content: readonly MediaTypeDescriptor[],
  contentType: string,
): MediaTypeDescriptor | undefined {
  const sent = essence(contentType);
  const exact = content.find(({ mediaType }) => essence(mediaType) === sent);
  return exact ?? content.find(({ mediaType }) => inRange(essence(mediaType), sent));
}

/** `application/json` of `Application/JSON; charset=utf-8`. */
export function essence(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

function inRange(range: string, sent: string): boolean {
  return range === '*/*' || (range.endsWith('/*') && sent.startsWith(range.slice(0, -1)));
}
