import type { Json } from '../../base/json.ts';
import type { OperationDescriptor } from '../../openapi/operation.ts';
import { findMedia } from '../api/find.ts';
import { requestPointer } from '../api/pointers.ts';
import { isSuccess } from '../exchange/exchange.ts';
import { answerCheck, type AnswerContext } from './check.ts';

export const violationRefused = answerCheck(
  {
    id: 'violation-refused',
    severity: 'error',
    layer: 'call',
    what: 'A request that violates the document gets no 2xx, whether it is one of ours or one passing by.',
    why: 'A server that takes anything stores nonsense, and its callers never learn of their mistakes.',
    fix: 'Validate the request against the document before acting on it.',
  },
  function* (context) {
    const { operation, answer, expectation, exact } = context;
    if (operation === undefined || !isSuccess(answer)) return;
    if (expectation?.tolerated !== undefined && !exact) return;
    const violation = expectation === undefined ? breach(operation, context) : expectation.violation;
    if (violation === undefined) return;
    yield {
      title: `${operation.id} accepts a request that violates the contract: ${violation}`,
      expected: `a refusal: ${violation}`,
      actual: `status ${answer.status}`,
      spec: requestPointer(operation),
      essence: violation,
      facets: expectation?.breach
        ? [`at ${expectation.breach.place}`, `kind ${expectation.breach.kind}`]
        : [violation],
    };
  },
);

/** Recorded and passing traffic brings no expectation: the body itself is looked at. */
function breach({ requestBody }: OperationDescriptor, { api, exchange }: AnswerContext): string | undefined {
  const { body, headers } = exchange.request;
  if (requestBody === undefined || requestBody.content.length === 0) return undefined;
  const { required, content } = requestBody;
  if (body === undefined || body === '') return required ? 'the required body is missing' : undefined;
  const media = findMedia(content, headers['content-type'] ?? content[0]?.mediaType ?? '');
  if (media === undefined) return `the media type ${headers['content-type'] ?? ''} is not documented`;
  const value = parse(body, media.mediaType);
  if (value === undefined) return 'the body is not JSON';
  const error = api.validate(media, value)[0];
  return error && `${error.at === '' ? 'the body' : error.at} ${error.message}`;
}

function parse(body: string, mediaType: string): Json | undefined {
  if (mediaType === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(body));
  try {
    const value: Json = JSON.parse(body);
    return value;
  } catch {
    return undefined;
  }
}
