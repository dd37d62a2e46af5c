import { answerCheck } from './check.ts';

export const noContentOnWire = answerCheck(
  {
    id: 'no-content-on-wire',
    severity: 'error',
    what: 'After the head of a 204, a 304 or an answer to HEAD not one byte of a body follows.',
    why: 'The bytes are taken for the start of the next answer: the connection is out of step, and the next caller gets rubbish (RFC 9112, section 6.3).',
    fix: 'Send no body with these, or another status with the body.',
  },
  function* ({ operation, answer, exchange }) {
    const bodiless = answer.status === 204 || answer.status === 304 || exchange.request.method === 'HEAD';
    if (!bodiless || answer.wire === undefined || answer.wire.strayBytes === 0) return;
    yield {
      title: `${operation?.id ?? exchange.request.method} sends a body with ${exchange.request.method === 'HEAD' ? 'an answer to HEAD' : `status ${answer.status}`}`,
      expected: 'nothing after the head',
      actual: `${answer.wire.strayBytes} bytes`,
      essence: `${exchange.request.method === 'HEAD' ? 'HEAD' : answer.status}`,
    };
  },
);
