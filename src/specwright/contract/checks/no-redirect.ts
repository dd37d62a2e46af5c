import { findResponse } from '../api/find.ts';
import { answerCheck } from './check.ts';

export const noRedirect = answerCheck(
  {
    id: 'no-redirect',
    severity: 'error',
    layer: 'call',
    what: 'No operation answers with a redirect that is not documented, in either form of the path (with a trailing slash and without).',
    why: 'Clients drop the body, the method or the Authorization header when they follow one.',
    fix: 'Serve both forms of the path directly.',
  },
  function* ({ operation, answer }) {
    if (answer.status < 300 || answer.status > 399 || answer.status === 304) return;
    if (operation !== undefined && findResponse(operation, answer.status) !== undefined) return;
    yield {
      title: `${operation?.id ?? 'the server'} redirects (${answer.status})`,
      expected: 'an answer at the address that was asked',
      actual: `Location: ${answer.headers['location'] ?? '(none)'}`,
      essence: String(answer.status),
    };
  },
);
