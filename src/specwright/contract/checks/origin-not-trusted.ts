import { answerCheck } from './check.ts';

export const originNotTrusted = answerCheck(
  {
    id: 'origin-not-trusted',
    severity: 'error',
    what: 'No answer lets a web page of any origin that asks use the credentials of its visitor.',
    why: 'A page that a user happens to open could act as that user.',
    fix: 'Allow credentials only for named origins, or send `Access-Control-Allow-Origin: *` without credentials.',
  },
  function* ({ operation, answer, exchange }) {
    const { origin } = exchange.request.headers;
    const allowed = answer.headers['access-control-allow-origin'];
    if (origin === undefined || origin === new URL(exchange.request.url).origin) return;
    if (allowed !== origin || answer.headers['access-control-allow-credentials'] !== 'true') return;
    yield {
      title: `${operation?.id ?? 'the server'} trusts whatever origin asks`,
      expected: 'no credentials for unknown origins',
      actual: `Access-Control-Allow-Origin: ${allowed}, Access-Control-Allow-Credentials: true`,
      essence: 'reflected',
    };
  },
);
