import type { OperationId } from './types.ts';

/** What the client must know of an operation beyond its description. */
export interface OperationTraits {
  /** Whether the published path ends with a slash; the generated path never does. */
  readonly slash: boolean;
  /** Changes nothing: repeated after a server error too. */
  readonly safe: boolean;
  /** May be repeated after a lost reply. `queueTask` may be where it carries an `extTaskId`. */
  readonly idempotent: boolean;
  /** A success always carries JSON. */
  readonly needsBody: boolean;
}

const read = { slash: true, safe: true, idempotent: true, needsBody: true };

/** By operation. The wire gets each path exactly as the vendor prints it for the verb. */
export const traits: Readonly<Record<OperationId, OperationTraits>> = {
  getAccessToken: { ...read, slash: false, safe: false },
  queueTask: { ...read, safe: false, idempotent: false },
  queryTask: read,
  updateTask: { ...read, slash: false, safe: false, needsBody: false },
  cancelTask: { ...read, safe: false, needsBody: false },
  cancelServiceTasks: { ...read, slash: false, safe: false, needsBody: false },
};

/** The URL in the form the vendor prints: `/task/`, `/task/{id}/?external=true`, `/service`. */
export function publishedUrl(operation: OperationId, url: string): string {
  return traits[operation].slash ? url.replace(/(?=\?|$)/, '/') : url;
}
