import { objectAt } from '../../base/json.ts';
import { isPromised } from '../../openapi/promised-header.ts';
import { lookUp, resolve } from '../../openapi/reference.ts';
import { responsePointer } from '../api/pointers.ts';
import { answerCheck } from './check.ts';

/** What RFC 9110 (section 15.5.2) asks of a 401. */
const CHALLENGE = 'WWW-Authenticate';

export const requiredHeaders = answerCheck(
  {
    id: 'required-headers',
    severity: 'error',
    what: 'Every answer carries the header fields that the document requires; a success those documented ones that callers build on (`Location`, `ETag`, `Allow`, `X-Total-Count`); a 401 of an operation that takes credentials `WWW-Authenticate`, which is an observation where the document does not have it. A refusal that comes with a success is not asked for the header fields of the success.',
    why: 'A documented header, such as `Location` or `Retry-After`, drives what a caller does next.',
    fix: 'Send the header, or make it optional in the document.',
    culprit: 'spec',
  },
  function* ({ api, operation, response, answer, exact }) {
    // A refusal that comes with a success has not what the success promises.
    if (operation === undefined || answer.refused !== undefined) return;
    const at = response && responsePointer(operation, response.status);
    const described = at === undefined ? {} : resolve(api.document, lookUp(api.document, `#${at}`), at).value;
    const promised = Object.entries(objectAt(described, 'headers')).flatMap(([name, header]) =>
      isPromised(name, resolve(api.document, header, '').value, `${answer.status}`) ? [name] : [],
    );
    const isChallenge =
      answer.status === 401 &&
      operation.security.length > 0 &&
      !promised.some((name) => /^www-authenticate$/i.test(name));
    for (const name of isChallenge ? [...promised, CHALLENGE] : promised) {
      if (answer.headers[name.toLowerCase()] !== undefined) continue;
      yield {
        ...(isChallenge && name === CHALLENGE && !exact && { severity: 'info' as const }),
        title: `${operation.id} answers ${answer.status} without the header "${name}"`,
        expected: name,
        actual: 'no such header',
        ...(at !== undefined && { spec: `${at}/headers` }),
        essence: name,
      };
    }
  },
);
