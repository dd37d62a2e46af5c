import type { BulkProgress } from '../../index.ts';
import type { Output } from '../../../specwright/cli/frame/command.ts';

/** Shows how far a run has come, to a person only. */
export interface ProgressBar {
  show(progress: BulkProgress, share: number | undefined): void;
  end(): void;
}

const width = 24;
const every = 100;

function bar(share: number): string {
  const full = Math.round(share * width);
  return `[${'='.repeat(full)}${' '.repeat(width - full)}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}

/** A line on stderr, redrawn ten times a second; nothing where no terminal is. */
export function createProgressBar(output: Output): ProgressBar {
  if (!output.isTTY) return { show: () => {}, end: () => {} };
  let drawn = 0;
  return {
    show(progress, share) {
      const now = performance.now();
      if (now - drawn < every) return;
      drawn = now;
      const { queued, alreadyQueued, failed, unknown, concurrency } = progress;
      const head = share === undefined ? '' : `${bar(Math.min(1, share))}  `;
      const text = `${head}queued ${queued}  already ${alreadyQueued}  failed ${failed}  unknown ${unknown}  x${concurrency}`;
      output.write(`\r\u001B[2K${text.slice(0, (output.columns ?? 80) - 1)}`);
    },
    end: () => void output.write('\r\u001B[2K'),
  };
}
