import type { OperationId } from './types.ts';

/** The published path ends with a slash; the generated path never does. */
const slashed = new Set<OperationId>(['queueTask', 'queryTask', 'cancelTask']);

/** A success carries JSON always. */
const answered = new Set<OperationId>(['getAccessToken', 'queueTask', 'queryTask']);

/** The URL in the form the vendor prints for the verb: `/task/`, `/task/{id}/?external=true`, `/service`. */
export function publishedUrl(operation: OperationId, url: string): string {
  if (!slashed.has(operation)) return url;
  return url.includes('?') ? url.replace('?', '/?') : `${url}/`;
}

/** Whether a success without JSON is none. */
export function needsBody(operation: OperationId): boolean {
  return answered.has(operation);
}
