import { readFileSync, writeFileSync } from 'node:fs';

/*
 * Part of `npm run release:pack`: says in each package where its repository is. The address is known where the release
 * runs and nowhere else, so that a fork publishes its own.
 */
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
if (!server || !repository)
  throw new Error('Set GITHUB_SERVER_URL and GITHUB_REPOSITORY, as GitHub Actions does.');

const address = `${server}/${repository}`;
for (const directory of ['src/specwright', 'src/client', 'src/testing']) {
  const file = `${directory}/package.json`;
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
  manifest['repository'] = { type: 'git', url: `git+${address}.git`, directory };
  manifest['homepage'] = `${address}/tree/HEAD/${directory}#readme`;
  manifest['bugs'] = { url: `${address}/issues` };
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}
