import { answerCheck } from './check.ts';

export const connectionKept = answerCheck(
  {
    id: 'connection-kept',
    severity: 'error',
    what: 'A server that does not announce the end of a connection keeps it open for the next request.',
    why: 'Clients reuse connections; one that vanishes loses the next request, and nobody knows whether it was carried out.',
    fix: 'Keep the connection open, or send `Connection: close` with the last answer.',
  },
  function* ({ operation, answer }) {
    if (answer.wire?.droppedConnection !== true) return;
    yield {
      title: `${operation?.id ?? 'the server'} closes the connection without a word`,
      expected: 'an open connection, or `Connection: close`',
      actual: `closed right after the answer with status ${answer.status}`,
      essence: 'dropped',
    };
  },
);
