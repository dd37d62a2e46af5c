import { objectAt, own } from '../../base/json.ts';
import { lookUp, resolve } from '../../openapi/reference.ts';
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
    const at = responsePointer(operation, response.status);
    const described = resolve(api.document, lookUp(api.document, `#${at}`), at).value;
    for (const [name, header] of Object.entries(objectAt(described, 'headers'))) {
      const isRequired = own(resolve(api.document, header, '').value, 'required') === true;
      if (!isRequired || answer.headers[name.toLowerCase()] !== undefined) continue;
      yield {
        title: `${operation.id} answers ${answer.status} without the header "${name}"`,
        expected: name,
        actual: 'no such header',
        spec: `${at}/headers`,
        essence: name,
      };
    }
  },
);
