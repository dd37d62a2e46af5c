import { contractTests as testSuite, type TestOptions } from 'specwright/contract';
import { taskRoutingSuite } from './task-routing-suite.ts';
import type { VerifyOptions } from './verify.ts';

/** Options of {@link contractTests}. */
export interface ContractTestOptions extends VerifyOptions, TestOptions {}

/**
 * Registers every case as a test of its own, named `source/case: what is tried`. A finding fails its test; a
 * case that cannot run at the target passes as skipped where the runner allows it.
 *
 * @param options - as for `verify`, and the runner
 * @throws TypeError when it finds no runner to register with
 * @example
 * import { test } from 'vitest';
 * import { contractTests } from 'bpcc-task-routing-testing';
 * contractTests({ target: process.env.TENANT_URL, credentials, profile, test });
 */
export function contractTests(options: ContractTestOptions): void {
  testSuite({ ...options, suite: taskRoutingSuite(options) });
}
