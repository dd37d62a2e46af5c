import { pointerTo } from '../../base/pointer.ts';
import { own } from '../../base/json.ts';
import { lookUp } from '../../openapi/reference.ts';
import { responsePointer } from '../api/pointers.ts';
import { answerCheck } from './check.ts';

export const requiredHeaders = answerCheck(
  {
    id: 'required-headers',
    severity: 'error',
    what: 'Every answer carries the header fields that the document requires.',
    why: 'A documented header, such as `Location` or `Retry-After`, drives what a caller does next.',
    fix: 'Send the header, or make it optional in the document.',
    culprit: 'spec',
  },
  function* ({ api, operation, response, answer }) {
    if (operation === undefined || response === undefined) return;
    const at = `${responsePointer(operation, response.status)}/headers`;
    for (const name of response.headers) {
      const required = own(lookUp(api.document, `#${at}${pointerTo(name)}`), 'required') === true;
      if (!required || answer.headers[name] !== undefined) continue;
      yield {
        title: `${operation.id} answers ${answer.status} without the header "${name}"`,
        expected: name,
        actual: 'no such header',
        spec: at,
        essence: name,
      };
    }
  },
);
