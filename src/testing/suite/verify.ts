import { verify as verifySuite, type Report, type RunOptions } from 'specwright/contract';
import { taskRoutingSuite, type TenantOptions } from './task-routing-suite.ts';

/** What to verify, and how. */
export interface VerifyOptions extends RunOptions, TenantOptions {}

/**
 * Verifies that a server honours the contract of the Task Routing API.
 *
 * @param options - the target, what is known of it, and how to treat it
 * @returns the report: `verdict` is `honoured`, `broken`, or `not-proven` where the run saw too little
 * @throws UnreachableError when nobody answers at the target
 * @throws SetupError when the hook `setup` fails
 * @example
 * const report = await verify({
 *   target: 'https://example.brightpattern.com',
 *   credentials: { clientId: 'crm.integration', clientSecret },
 *   profile: { services: ['Task Service'] },
 * });
 * console.log(report.headline);
 */
export function verify(options: VerifyOptions): Promise<Report> {
  return verifySuite({ ...options, suite: taskRoutingSuite(options) });
}
