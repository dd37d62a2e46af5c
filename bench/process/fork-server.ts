import { fork } from 'node:child_process';
import path from 'node:path';

export interface ForkedServer {
  readonly url: string;
  close(): void;
}

/** Starts a server module of this folder in a process of its own; it sends its URL once it listens. */
export function forkServer(file: string): Promise<ForkedServer> {
  const child = fork(path.join(import.meta.dirname, file), [], { execArgv: [] });
  return new Promise((resolve, reject) => {
    child.once('message', (url) => resolve({ url: String(url), close: () => child.kill() }));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with code ${code} before it listened`)));
  });
}
