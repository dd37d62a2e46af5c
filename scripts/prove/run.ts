import { verify } from '../../src/contract/index.ts';
import type { Report } from '../../src/contract/engine/report.ts';
import { createSandbox } from '../../src/sandbox/index.ts';

/** Verifies a fresh sandbox over a real socket, with one fault or with none. */
export async function verifyFault(fault: string | undefined): Promise<Report> {
  await using sandbox = createSandbox(fault === undefined ? {} : { faults: [fault] });
  const { url } = await sandbox.listen();
  // Awaited here: the sandbox ends with this scope.
  return await verify({
    target: url,
    sandbox: true,
    credentials: sandbox.credentials,
    profile: sandbox.profile,
    hooks: sandbox.hooks,
    ...(sandbox.unprivileged && { unprivilegedSecret: sandbox.unprivileged.clientSecret }),
  });
}
