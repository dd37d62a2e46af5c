import { responsePointer } from '../api/pointers.ts';
import { answerCheck } from './check.ts';

export const emptyBody = answerCheck(
  {
    id: 'empty-body',
    severity: 'error',
    layer: 'form',
    what: 'An answer has no body where the document says that none is sent.',
    why: 'Clients that expect no body leave it unread, and what it says is lost.',
    fix: 'Send no body, or document it.',
  },
  function* ({ operation, response, answer }) {
    if (operation === undefined || response === undefined || response.content.length > 0) return;
    if (answer.text === '') return;
    yield {
      title: `${operation.id} answers ${answer.status} with a body where none is documented`,
      expected: 'no body',
      actual: `${answer.text.length} characters: ${answer.text.slice(0, 120)}`,
      spec: responsePointer(operation, response.status),
      essence: 'body',
    };
  },
);
