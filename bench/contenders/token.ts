import { property } from '../load-peer.ts';
import defaultSeed from '../../src/testing/sandbox/seed/default.json' with { type: 'json' };

/** A token of the sandbox's first user; a server that is broken on purpose may give none. */
export async function getToken(url: string): Promise<string> {
  const user = defaultSeed.users[0];
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: user?.username ?? '',
    client_secret: user?.secret ?? '',
    scope: '127.0.0.1',
  });
  try {
    const response = await fetch(`${url}/configapi/v2/oauth/token`, { method: 'POST', body });
    return String(property(await response.json(), 'access_token'));
  } catch {
    return 'none';
  }
}
