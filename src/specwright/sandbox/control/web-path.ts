/** Everything of the control plane is below this path; the live page is at the root. */
export const CONTROL_PREFIX = '/_sandbox';

/** Whether a path belongs to the control plane or is the live page. */
export function isWebPath(path: string): boolean {
  return path === '/' || path === CONTROL_PREFIX || path.startsWith(`${CONTROL_PREFIX}/`);
}
