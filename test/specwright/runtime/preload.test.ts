import { afterEach, describe, expect, it, vi } from 'vitest';
import { preload } from '../../../src/specwright/runtime/preload.ts';

describe('what is loaded ahead', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is loaded once, a moment after the import', async () => {
    vi.useFakeTimers();
    const load = vi.fn(async () => 5);
    const get = preload(load);
    expect(load).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(5);
    expect(get()).toBe(5);
    expect(load).toHaveBeenCalledOnce();
  });

  it('keeps no program from its end', () => {
    const unref = vi.fn();
    const turns: (() => void)[] = [];
    vi.stubGlobal('setTimeout', (run: () => void) => (turns.push(run), { unref }));
    const load = vi.fn(async () => 5);
    preload(load);
    turns.pop()?.();
    expect(load).not.toHaveBeenCalled();
    turns.pop()?.();
    expect(load).toHaveBeenCalledOnce();
    expect(unref).toHaveBeenCalledTimes(2);
  });

  it('is loaded with its first use, where that comes before', async () => {
    vi.useFakeTimers();
    expect(await preload(async () => 5)()).toBe(5);
  });

  it.each<[string, () => unknown]>([
    ['timers are numbers', () => 1],
    ['no timer may be set yet', () => Object(undefined).missing()],
  ])('is loaded at once where %s', (_name, setTimeout) => {
    vi.stubGlobal('setTimeout', setTimeout);
    const load = vi.fn(async () => 5);
    preload(load);
    expect(load).toHaveBeenCalledOnce();
  });

  it('is loaded again after a failure, which its user gets', async () => {
    vi.useFakeTimers();
    const load = vi.fn(async () => 5).mockRejectedValueOnce(new Error('no descriptor'));
    const get = preload(load);
    await expect(get()).rejects.toThrow('no descriptor');
    expect(await get()).toBe(5);
  });
});
