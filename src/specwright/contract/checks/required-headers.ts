import { objectAt, own } from '../../base/json.ts';
import { lookUp, resolve } from '../../openapi/reference.ts';
import { responsePointer } from '../api/pointers.ts';
import { isSuccess } from '../exchange/exchange.ts';
import { answerCheck } from './check.ts';

/** Fields that a success has or has not: nothing makes a server leave them out now and then. */
const ALWAYS = /^(location|etag|last-modified|allow|x-total(-count)?)$/i;

export const requiredHeaders = answerCheck(
  {
    id: 'required-headers',
    severity: 'error',
    what: 'Every answer carries the header fields that the document requires; a success those documented ones that callers build on (`Location`, `ETag`, `Allow`, `X-Total-Count`).',
    why: 'A documented header, such as `Location` or `Retry-After`, drives what a caller does next.',
    fix: 'Send the header, or make it optional in the document.',
    culprit: 'spec',
  },
  function* ({ api, operation, response, answer }) {
    if (operation === undefined || response === undefined) return;
    const at = responsePointer(operation, response.status);
    const described = resolve(api.document, lookUp(api.document, `#${at}`), at).value;
    for (const [name, header] of Object.entries(objectAt(described, 'headers'))) {
      const isRequired =
        own(resolve(api.document, header, '').value, 'required') === true ||
        (isSuccess(answer) && ALWAYS.test(name));
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
