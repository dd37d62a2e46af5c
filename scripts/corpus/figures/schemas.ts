import type { Json } from '../../../src/specwright/base/json.ts';
import { isJson, requestContent, responseContent, type MediaTypeAt } from '../document/content.ts';
import { isUseful } from '../document/schema-view.ts';
import { Counter, type Tally } from '../figure.ts';
import { label, type FigureContext, type Pair } from './context.ts';
import { mutantsOf } from './mutants.ts';

interface Sample {
  readonly value: Json;
  readonly content: readonly MediaTypeAt[];
  readonly what: string;
}

const noContent = new Set([204, 205, 304]);

function responseSamples({ pairs, view }: FigureContext): Sample[] {
  return pairs.flatMap((pair) =>
    pair.request.responses.flatMap(({ json, name, status }): Sample[] => {
      if (json === undefined || typeof json !== 'object' || json === null || noContent.has(status ?? 0))
        return [];
      const content = pair.operation === undefined ? [] : responseContent(view, pair.operation, status);
      return [{ value: json, content, what: `${label(pair)} response ${name} ${String(status)}` }];
    }),
  );
}

function bodySamples({ pairs, view }: FigureContext): Sample[] {
  return pairs.flatMap((pair: Pair): Sample[] => {
    const { json, strictJson } = pair.request;
    if (json === undefined || !strictJson) return [];
    const content = pair.operation === undefined ? [] : requestContent(view, pair.operation);
    return [{ value: json, content, what: `${label(pair)} body` }];
  });
}

/** A sample counts when a schema that says something accepts it. */
function accepted(samples: readonly Sample[], { view, checker }: FigureContext): Tally {
  const counter = new Counter();
  for (const { value, content, what } of samples) {
    const schemas = content.filter(
      ({ mediaType, value: media }) => isJson(mediaType) && isUseful(view, media['schema']),
    );
    const fits = schemas.some(({ pointer }) => checker.accepts(`${pointer}/schema`, value));
    const reason = (): string => {
      const [first] = schemas;
      return first === undefined ? 'no useful schema' : checker.why(`${first.pointer}/schema`, value);
    };
    counter.count(fits, () => `${what}: ${reason()}`);
  }
  return counter;
}

function mutantsRejected(samples: readonly Sample[], { checker }: FigureContext): Tally {
  const counter = new Counter();
  for (const { value, content, what } of samples) {
    const schemas = content.filter(({ mediaType }) => isJson(mediaType));
    for (const mutant of mutantsOf(value)) {
      const taken = schemas.some(({ pointer }) => checker.accepts(`${pointer}/schema`, mutant.value));
      counter.count(!taken && schemas.length > 0, () => `${what} at ${mutant.path}`);
    }
  }
  return counter;
}

export const responsesValid = (context: FigureContext): Tally => accepted(responseSamples(context), context);
export const bodiesValid = (context: FigureContext): Tally => accepted(bodySamples(context), context);
export const responseMutantsRejected = (context: FigureContext): Tally =>
  mutantsRejected(responseSamples(context), context);
export const bodyMutantsRejected = (context: FigureContext): Tally =>
  mutantsRejected(bodySamples(context), context);
