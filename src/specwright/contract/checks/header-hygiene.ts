import { isToken } from '../api/is-token.ts';
import type { Answer } from '../exchange/exchange.ts';
import { answerCheck, type AnswerContext } from './check.ts';
import type { Flaw } from './description.ts';

export const headerHygiene = answerCheck(
  {
    id: 'header-hygiene',
    severity: 'error',
    elsewhere: 'info',
    what: 'Observations about header fields: a secure connection, no caching of tokens, no software behind the server, a valid `Date`. Our own sandbox must have none.',
    why: 'None of it breaks a caller today; all of it is asked for in security reviews.',
    fix: 'Set the header fields in the proxy in front of the server.',
  },
  notes,
);

function* notes(context: AnswerContext): Iterable<Flaw> {
  const { answer, operation } = context;
  if (answer.headers['x-powered-by'] !== undefined)
    yield note('names its software in X-Powered-By', 'no X-Powered-By', answer.headers['x-powered-by']);
  if (context.secure && answer.headers['strict-transport-security'] === undefined)
    yield note('sends no Strict-Transport-Security', 'Strict-Transport-Security', 'no such header');
  const date = answer.headers['date'];
  if (date !== undefined && Number.isNaN(Date.parse(date)))
    yield note('sends a Date that is none', 'an HTTP date', date);
  const cached = answer.headers['cache-control'] ?? 'no Cache-Control';
  if (operation?.security.length === 0 && givesToken(answer) && !/no-store/i.test(cached))
    yield note(
      `lets the answer of ${operation.id} be cached`,
      'Cache-Control: no-store (RFC 6749, section 5.1)',
      cached,
    );
}

function note(what: string, expected: string, actual: string): Flaw {
  return { title: `the server ${what}`, expected, actual, essence: what };
}

function givesToken({ status, json }: Answer): boolean {
  return status === 200 && isToken(json);
}
