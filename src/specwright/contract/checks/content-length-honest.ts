import { answerCheck } from './check.ts';

export const contentLengthHonest = answerCheck(
  {
    id: 'content-length-honest',
    severity: 'error',
    what: 'As many bytes come as the head announces, by Content-Length or by chunks: no fewer, no more.',
    why: 'Too few and the caller waits forever; too many and they corrupt the next answer on the connection.',
    fix: 'Count bytes, not characters, or let the HTTP library set the header.',
  },
  function* ({ operation, answer, exchange }) {
    const { wire } = answer;
    if (
      wire === undefined ||
      exchange.request.method === 'HEAD' ||
      answer.status === 204 ||
      answer.status === 304
    )
      return;
    const problem = wire.truncated
      ? 'fewer bytes than announced'
      : wire.strayBytes > 0
        ? 'more bytes than announced'
        : undefined;
    if (problem === undefined) return;
    yield {
      title: `${operation?.id ?? 'the server'} sends ${problem} with status ${answer.status}`,
      expected: `Content-Length: ${answer.headers['content-length'] ?? '(chunked)'}`,
      actual: `${wire.bodyBytes + wire.strayBytes} bytes`,
      essence: problem,
    };
  },
);
