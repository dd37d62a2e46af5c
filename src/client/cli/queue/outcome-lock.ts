import {
  constants,
  copyFileSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { jsonOf, own, ownString } from '../../../specwright/base/json.ts';
import { CommandError } from '../../../specwright/cli/frame/command-error.ts';
import { errorCode, reasonOf } from '../../../specwright/cli/frame/reason-of.ts';

/** A lock of another machine counts as left behind when it was not refreshed for so long. */
const STALE_MS = 60_000;
/** One that names no process was cut off while it was written. */
const UNFINISHED_MS = 1000;
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
  const { pid } = process;
  const content = JSON.stringify({ pid, host: hostname(), began: beginOf(pid), run: randomUUID() });
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

/** Nobody sees a lock that is half written, but where the file system knows no links. */
function create(lock: string, content: string): boolean {
  const draft = `${lock}.${process.pid}.new`;
  try {
    writeFileSync(draft, content, { mode: 0o600 });
    link(draft, lock);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw new CommandError('output-unwritable', `Cannot write ${lock}: ${reasonOf(error)}.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Gives a file a second name, or copies it. @throws where there is such a file */
function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
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
  const [pid, began] = [own(holder, 'pid'), ownString(holder, 'began')];
  if (ownString(holder, 'host') === hostname() && typeof pid === 'number') {
    // The number of a process that has ended may be that of another one by now.
    const another = began !== undefined && beginOf(pid) !== began;
    return pid === process.pid || another || !isAlive(pid);
  }
  try {
    return Date.now() - statSync(lock).mtimeMs > (typeof pid === 'number' ? STALE_MS : UNFINISHED_MS);
  } catch {
    return true; // it went away
  }
}

/** When a process began, where the system has a file that says so. */
function beginOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
  } catch {
    return undefined;
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
    if (read(grave) !== content) link(grave, lock);
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
