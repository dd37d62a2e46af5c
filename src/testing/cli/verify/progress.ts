import type { Listener } from '../../../specwright/contract/engine/events.ts';
import type { Output } from '../../../specwright/cli/frame/command.ts';

/** One line that counts, for a person looking on; silence for everybody else. */
export function progress(stderr: Output): Listener {
  if (stderr.isTTY !== true) return () => undefined;
  let total = 0;
  let done = 0;
  let failed = 0;
  return (event) => {
    if (event.type === 'run-started') total = event.cases;
    if (event.type === 'run-finished') stderr.write('\r\u001B[K');
    if (event.type !== 'case-finished') return;
    done += 1;
    if (event.outcome.kind === 'failed') failed += 1;
    if (done % 10 === 0 || done === total) stderr.write(`\r\u001B[K${done}/${total} cases, ${failed} failed`);
  };
}
