/** Everything of the control plane is below this path. */
export const CONTROL_PREFIX = '/_sandbox';

/** The live page; it is at the root as well, unless the API has an operation there. */
export const LIVE_PAGE = `${CONTROL_PREFIX}/page`;

/** Whether a path belongs to the control plane. */
export function isControlPath(path: string): boolean {
  return path === CONTROL_PREFIX || path.startsWith(`${CONTROL_PREFIX}/`);
}
