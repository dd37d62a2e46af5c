import { printableLine } from '../../base/text.ts';
import type { Output } from './io.ts';

/** How far a command has come: one line on stderr, for a person who watches. */
export interface ProgressLine {
  /** Shows a text in place of the one before; `text` is asked for at most ten times a second. */
  show(text: () => string): void;
  /** Takes the line away. */
  end(): void;
}

const EVERY_MS = 100;

/** Nothing where stderr is not a terminal. */
export function progressLine(stderr: Output): ProgressLine {
  if (stderr.isTTY !== true) return { show: () => undefined, end: () => undefined };
  let drawn = 0;
  return {
    show: (text) => {
      const now = performance.now();
      if (now - drawn < EVERY_MS) return;
      drawn = now;
      stderr.write(`\r\u001B[2K${printableLine(text()).slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    end: () => void stderr.write('\r\u001B[2K'),
  };
}
