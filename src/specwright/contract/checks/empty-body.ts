import { isToken } from '../api/is-token.ts';
import { responsePointer } from '../api/pointers.ts';
import { isSuccess } from '../exchange/exchange.ts';
import { documentedCheck } from './check.ts';

export const emptyBody = documentedCheck(
  {
    id: 'empty-body',
    severity: 'error',
    layer: 'form',
    what: 'An answer has no body where the document says that none is sent: it describes bodies of other answers of this kind (refusals or not), and none here. What a GET answers with 200 counts as left out.',
    why: 'Clients that expect no body leave it unread, and what it says is lost.',
    fix: 'Send no body, or document it.',
  },
  function* ({ api, operation, response, answer }) {
    if (response.content.length > 0) return;
    // OAuth describes what a token endpoint answers, whatever the document leaves out.
    if (answer.text === '' || isToken(answer.json)) return;
    const isLeftOut = operation.method === 'GET' && isSuccess(answer) && !NO_CONTENT.has(answer.status);
    // A document that shows no refusal with a body has left those out.
    const describesBodies = api.operations.some(({ responses }) =>
      responses.some(
        ({ status, content }) => content.length > 0 && status.startsWith('2') === isSuccess(answer),
      ),
    );
    if (isLeftOut || !describesBodies) return;
    yield {
      title: `${operation.id} answers ${answer.status} with a body where none is documented`,
      expected: 'no body',
      actual: `${answer.text.length} characters: ${answer.text.slice(0, 120)}`,
      spec: responsePointer(operation, response.status),
      essence: 'body',
    };
  },
);

/** Statuses that never have a body. */
const NO_CONTENT = new Set([204, 205]);
