import { answerCheck } from './check.ts';

export const latency = answerCheck(
  {
    id: 'latency',
    severity: 'error',
    what: 'Answers come within the time that was set with `--max-latency`; a slow one is asked again, alone, before it counts.',
    why: 'Callers give up after a while and repeat, which makes a slow server slower.',
    mend: 'Look at what the slow operation waits for; or raise the limit if it is too low for the distance.',
  },
  function* ({ operation, exchange, maxLatency }) {
    if (exchange.duration <= maxLatency) return;
    yield {
      title: `${operation?.id ?? 'the server'} answers later than ${maxLatency} ms`,
      expected: `at most ${maxLatency} ms`,
      actual: `${Math.round(exchange.duration)} ms`,
      essence: 'slow',
    };
  },
);
