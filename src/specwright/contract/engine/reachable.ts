import type { Session } from './session.ts';

/** Thrown when nobody answers at the target: there is nothing to verify, and no finding either. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly code = 'target-unreachable';
}

/** Makes sure that somebody listens at the target. Any answer will do; so will silence, which is a finding. */
export async function requireReachable({ transport, settings, redactor }: Session): Promise<void> {
  const request = { method: 'GET', url: `${settings.baseUrl}/`, headers: {} };
  const { failure } = await transport(request, settings.timeout);
  const nobody =
    failure?.kind === 'connection' &&
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|certificate|CERT_|ERR_TLS/i.test(
      failure.message,
    );
  if (nobody)
    throw new UnreachableError(
      redactor.text(
        `Nobody answers at ${settings.baseUrl}: ${failure.message}. Check the address and the network.`,
      ),
    );
}
