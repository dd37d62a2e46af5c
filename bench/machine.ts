import { arch, availableParallelism, platform } from 'node:os';

/** General words only: enough to judge the figures by. */
export function machine(): string {
  const cores = availableParallelism();
  return `${cores} ${cores === 1 ? 'core' : 'cores'}, ${platform()} ${arch()}, Node ${process.versions.node}`;
}
