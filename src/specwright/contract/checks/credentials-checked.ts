import { operationPointer } from '../api/pointers.ts';
import { isSuccess, type SentRequest } from '../exchange/exchange.ts';
import { objectAt, own, ownString, type Json } from '../../base/json.ts';
import { resolve } from '../../openapi/reference.ts';
import { answerCheck, type AnswerContext } from './check.ts';
import type { Flaw } from './description.ts';

export const credentialsChecked = answerCheck(
  {
    id: 'credentials-checked',
    severity: 'error',
    layer: 'call',
    what: 'A request without valid credentials, or of a user without the privilege, gets no 2xx.',
    why: 'Whoever reaches the server could read and change what belongs to others.',
    fix: 'Check token, lifetime and privilege before anything else, in one place for all operations.',
  },
  function* (context) {
    const { operation, answer, expectation, exact } = context;
    if (!isSuccess(answer)) return;
    if (expectation === undefined) return yield* openly(context);
    if (expectation.intrusion === undefined || (expectation.tolerated !== undefined && !exact)) return;
    yield {
      title: `${operation?.id ?? 'the server'} lets a request pass: ${expectation.intrusion}`,
      expected: `a refusal, because ${expectation.because}`,
      actual: `status ${answer.status}`,
      ...(operation && { spec: `${operationPointer(operation)}/security` }),
      essence: expectation.breach?.kind ?? expectation.intrusion,
      facets: [expectation.breach?.kind ?? expectation.intrusion],
    };
  },
);

/** Recorded and passing traffic: whether a request that the server took carries what the document asks for. */
function* openly({ api, operation, exchange, answer }: AnswerContext): Iterable<Flaw> {
  if (operation === undefined || operation.security.length === 0) return;
  const stated = objectAt(objectAt(api.document, 'components'), 'securitySchemes');
  const isCarried = (name: string): boolean =>
    carries(exchange.request, resolve(api.document, own(stated, name), '').value);
  if (operation.security.some((names) => names.every(isCarried))) return;
  yield {
    title: `${operation.id} answers a request without the required credentials`,
    expected: `a refusal, because the document asks for ${operation.security.map((names) => names.join(' and ')).join(', or ')}`,
    actual: `status ${answer.status}`,
    spec: `${operationPointer(operation)}/security`,
    essence: 'credentials are missing',
  };
}

function carries({ headers, url }: SentRequest, scheme: Json): boolean {
  const type = ownString(scheme, 'type');
  const name = ownString(scheme, 'name') ?? '';
  if (type === 'mutualTLS' || type === undefined) return true;
  if (type !== 'apiKey') return headers['authorization'] !== undefined;
  if (ownString(scheme, 'in') === 'query') return new URL(url).searchParams.has(name);
  if (ownString(scheme, 'in') === 'cookie') return cookiesOf(headers['cookie'] ?? '').includes(name);
  return headers[name.toLowerCase()] !== undefined;
}

/** The names of the cookies that a request carries: RFC 6265, section 4.2.1. */
function cookiesOf(header: string): readonly string[] {
  return header.split(';').map((pair) => (pair.split('=')[0] ?? '').trim());
}
