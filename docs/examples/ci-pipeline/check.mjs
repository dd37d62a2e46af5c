import { fork, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

// Starts the service, checks it, stops it. The exit code is that of the checks.
const url = 'http://127.0.0.1:4020';
const service = fork(new URL('server.mjs', import.meta.url));
const up = () =>
  fetch(url).then(
    () => true,
    () => false,
  );
for (let tries = 0; tries < 100 && !(await up()); tries += 1) await sleep(50);

mkdirSync('reports', { recursive: true });
// A service of your own may be changed by the run: nothing is lost when it stops.
const how = ['--mode', 'full', '--format', process.env.GITHUB_ACTIONS === undefined ? 'text' : 'github'];
const { status } = spawnSync(
  'specwright',
  ['verify', '--spec', 'openapi.json', '--target', url, ...how, '--html', 'reports/contract.html'],
  { stdio: 'inherit', shell: process.platform === 'win32' },
);
service.kill();
await once(service, 'exit');
process.exitCode = status ?? 2;
