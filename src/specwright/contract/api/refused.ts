import { isJsonType } from '../../openapi/content.ts';
import { refusedStatus } from '../../openapi/outcome.ts';
import type { Answer } from '../exchange/exchange.ts';
import type { Api } from './api.ts';
import { findResponse } from './find.ts';

/** Marks an answer that refuses the call although its status is a success, where the document has such answers. */
export function withRefusal(api: Api, operationId: string | undefined, answer: Answer): Answer {
  if (answer.status < 200 || answer.status > 299 || answer.json === undefined) return answer;
  const operation = api.operations.find(({ id }) => id === operationId);
  const response = operation && findResponse(operation, answer.status);
  const media = response?.content.find(({ mediaType }) => isJsonType(mediaType));
  const schema = media && api.schemaOf(media);
  const refused = schema && refusedStatus(schema, answer.json);
  return refused === undefined ? answer : { ...answer, refused };
}
