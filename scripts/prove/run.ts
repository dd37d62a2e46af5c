import { verify } from '../../src/testing/index.ts';
import type { Report } from '../../src/specwright/contract/engine/report.ts';
import { createSandbox } from '../../src/testing/sandbox/index.ts';

/**
 * Verifies a fresh sandbox over a real socket, with one fault or with none.
 *
 * @param fault - its name
 * @param whole - false ends the run soon after the first finding: enough to tell that the fault is found
 */
export async function verifyFault(fault: string | undefined, whole: boolean): Promise<Report> {
  const enough = new AbortController();
  await using sandbox = createSandbox(fault === undefined ? {} : { faults: [fault] });
  const { url } = await sandbox.listen();
  // Awaited here: the sandbox ends with this scope.
  return await verify({
    target: url,
    sandbox: true,
    credentials: sandbox.credentials,
    profile: sandbox.profile,
    hooks: sandbox.hooks,
    signal: enough.signal,
    onEvent: (event) => {
      const found = event.type === 'case-finished' && event.outcome.kind === 'failed';
      if (found && !whole) enough.abort();
    },
    ...(sandbox.unprivileged && { unprivilegedSecret: sandbox.unprivileged.clientSecret }),
  });
}
