import { expect, test } from 'vitest';
import { startGateway } from '../../bench/process/credential-gateway.ts';
import { clinic } from '../servers/express-clinic.ts';

test('each operation gets the credentials that it asks for, a token among them; others pass unchanged', async () => {
  const { url, document, close } = await clinic.start();
  const gateway = await startGateway(url, document, clinic.auth);
  try {
    const status = async (base: string, path: string): Promise<number> => (await fetch(base + path)).status;
    for (const path of ['/patients', '/settings']) {
      expect(await status(url, path)).toBe(401);
      expect(await status(gateway.url, path)).toBe(200);
    }
    expect(await status(gateway.url, '/unknown')).toBe(await status(url, '/unknown'));
  } finally {
    await gateway.close();
    await close();
  }
});
