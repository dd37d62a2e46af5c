import { bounded } from './bounded.ts';

/** Waits; resolves to `false` as soon as the signal aborts. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<boolean> {
  const { failure } = await bounded(() => new Promise<never>(() => {}), ms, signal);
  return failure === 'timeout';
}
