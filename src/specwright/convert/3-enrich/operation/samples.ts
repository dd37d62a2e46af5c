import type { Json, JsonPointer } from '../../../base/json.ts';
import { UniqueNames } from '../../../base/names.ts';
import type {
  CanonicalBody,
  CanonicalJson,
  CanonicalOperation,
  CanonicalRequest,
} from '../../canonical-collection.ts';
import type { NamedExample } from '../../facts.ts';
import { actionOf } from './actions.ts';

/** A saved body with the name of the request or response that it was saved in. */
export interface SavedBody {
  readonly name: string;
  readonly body: CanonicalBody;
  /** Saved with a refusal (4xx): an example of what not to send. */
  readonly refused: boolean;
  /** What its request does, where one path serves several operations. */
  readonly action?: string | undefined;
}

/** Every saved request body of an operation: of its requests, and of the requests saved with responses. */
export function savedBodies(operation: CanonicalOperation): readonly SavedBody[] {
  const actions = actionOf(operation)?.values;
  return operation.requests.flatMap((request) =>
    withResponses(request).flatMap(({ name, request: { body }, refused }) =>
      body === undefined ? [] : [{ name, body, refused, action: actions?.get(request) }],
    ),
  );
}

/** Without the refused ones, where accepted ones are left: those would relax what the documentation demands. */
export function acceptedBodies(saved: readonly SavedBody[]): readonly SavedBody[] {
  const accepted = saved.filter(({ refused }) => !refused);
  return accepted.length > 0 ? accepted : saved;
}

interface SavedRequest {
  readonly name: string;
  readonly request: CanonicalRequest;
  readonly refused: boolean;
}

/** Every saved request of an operation, those of saved responses included. */
export function everyRequest({ requests }: CanonicalOperation): readonly SavedRequest[] {
  return requests.flatMap(withResponses);
}

function withResponses(request: CanonicalOperation['requests'][number]): readonly SavedRequest[] {
  return [
    { name: request.name, request, refused: false },
    ...request.responses.flatMap(({ name, status = 200, request: sent }) =>
      sent === undefined ? [] : [{ name, request: sent, refused: status >= 400 && status < 500 }],
    ),
  ];
}

/** Every body that a saved text holds: most hold one. */
export function bodiesIn(saved: Partial<CanonicalJson>): readonly Partial<CanonicalJson>[] {
  return [saved, ...(saved.others ?? [])];
}

/** A value that was saved, with the name it was saved under. */
export interface Sample<T = Json> {
  readonly name: string;
  readonly value: T;
  readonly at: JsonPointer;
}

/** Names the samples as examples; equal values are kept once. */
export function namedExamples(samples: readonly Sample[]): NamedExample[] {
  const keys = new UniqueNames('-');
  const texts = new Set<string>();
  const examples: NamedExample[] = [];
  for (const sample of samples) {
    const text = JSON.stringify(sample.value);
    if (texts.has(text)) continue;
    texts.add(text);
    examples.push({
      key: keys.claim(slug(sample.name) || 'example'),
      summary: sample.name,
      value: sample.value,
    });
  }
  return examples;
}

/** A key that is good for a map of named things in OpenAPI, made from any text. */
function slug(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase();
  const words = ascii.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return words.slice(0, 60).replace(/-$/, '');
}
