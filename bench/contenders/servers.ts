import path from 'node:path';
import { firstLine, peerCommand } from '../load-peer.ts';
import type { ServerCommand } from '../process/server-process.ts';
import type { Absent } from '../suite.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export const OURS = 'ours';
export const PRISM = 'Prism mock';
export const BARE = 'bare node:http';

/** Servers of this API; every one of them in a process of its own. */
export async function servers(): Promise<{ ready: ServerCommand[]; absent: Absent[] }> {
  const ready: ServerCommand[] = [
    { name: BARE, argv: (port) => [path.join(ROOT, 'bench/process/bare-server.mjs'), `${port}`] },
    {
      name: OURS,
      argv: (port) => [path.join(ROOT, 'src/testing/dist/cli.js'), 'sandbox', '--port', `${port}`],
    },
  ];
  try {
    const prism = await peerCommand('prism', 'dist/index.js');
    const document = path.join(ROOT, 'generated/openapi.json');
    ready.push({ name: PRISM, argv: (port) => [prism, 'mock', document, '--port', `${port}`] });
    return { ready, absent: [] };
  } catch (error) {
    return { ready, absent: [{ contender: PRISM, why: firstLine(error) }] };
  }
}
