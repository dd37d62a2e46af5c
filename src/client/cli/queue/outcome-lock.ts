import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { jsonOf, own, ownString } from '../../../specwright/base/json.ts';
import { CommandError } from '../../../specwright/cli/frame/command-error.ts';
import { errorCode, reasonOf } from '../../../specwright/cli/frame/reason-of.ts';

/** A lock of another machine counts as left behind when it was not refreshed for so long. */
const STALE_MS = 60_000;
const REFRESH_MS = 10_000;

/**
 * Keeps other runs away from an outcome file: two at a time would queue tasks twice. The lock is a file in the same
 * folder that names the process; one that a killed process left is replaced.
 *
 * @returns lets the file go
 * @throws CommandError where another run holds it
 */
export function lockOutcomes(path: string): () => void {
  const lock = `${path}.lock`;
  const content = JSON.stringify({ pid: process.pid, host: hostname(), run: randomUUID() });
  // A second round only where a stale lock went away.
  for (let round = 0; !create(lock, content); round += 1) {
    const holder = read(lock);
    if (holder !== undefined && (round > 2 || !isStale(lock, holder))) throw held(path, lock, holder);
    if (holder !== undefined) bury(lock, holder);
  }
  const refresh = setInterval(() => {
    if (read(lock) === content) writeFileSync(lock, content);
  }, REFRESH_MS).unref();
  return () => {
    clearInterval(refresh);
    if (read(lock) === content) rmSync(lock, { force: true });
  };
}

function create(lock: string, content: string): boolean {
  try {
    writeFileSync(lock, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw new CommandError('output-unwritable', `Cannot write ${lock}: ${reasonOf(error)}.`);
  }
}

function read(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined; // it went away
  }
}

function isStale(lock: string, content: string): boolean {
  const holder = jsonOf(content);
  const pid = own(holder, 'pid');
  if (ownString(holder, 'host') === hostname() && typeof pid === 'number') {
    return pid === process.pid || !isAlive(pid);
  }
  try {
    return Date.now() - statSync(lock).mtimeMs > STALE_MS;
  } catch {
    return true; // it went away
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM'; // it runs for another user
  }
}

/** Takes a stale lock away, and puts back one that another run has made meanwhile. */
function bury(lock: string, content: string): void {
  const grave = `${lock}.${process.pid}`;
  try {
    renameSync(lock, grave);
    if (read(grave) !== content) linkSync(grave, lock);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(errorCode(error))) throw error;
  } finally {
    rmSync(grave, { force: true });
  }
}

function held(path: string, lock: string, content: string): CommandError {
  const pid = own(jsonOf(content), 'pid');
  const who = typeof pid === 'number' ? `Another run (process ${pid})` : 'Another run';
  return new CommandError(
    'outcome-file-in-use',
    `${who} uses the outcome file ${path}. Wait for its end, or name another file with --outcome. If there is no such run, remove ${lock}.`,
  );
}
