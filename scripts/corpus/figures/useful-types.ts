import { isJson, requestContent, responseContent } from '../document/content.ts';
import { isUseful } from '../document/schema-view.ts';
import { Counter, type Tally } from '../figure.ts';
import { label, type FigureContext } from './context.ts';

/** JSON bodies and responses that a collection shows: each should have a type that says something. */
export function typesUseful({ pairs, view }: FigureContext): Tally {
  const counter = new Counter();
  for (const pair of pairs) {
    const { operation, request } = pair;
    if (operation === undefined) continue;
    const useful = (content: ReturnType<typeof requestContent>): boolean =>
      content.some(({ mediaType, value }) => isJson(mediaType) && isUseful(view, value['schema']));
    if (request.json !== undefined)
      counter.count(useful(requestContent(view, operation)), () => `${label(pair)} body`);
    for (const { json, status, name } of request.responses) {
      if (typeof json !== 'object' || json === null || status === 204) continue;
      counter.count(
        useful(responseContent(view, operation, status)),
        () => `${label(pair)} response ${name}`,
      );
    }
  }
  return counter;
}
