import type { Json } from '../../../../specwright/base/json.ts';
import { isUtf8 } from 'node:buffer';
import type { ValidationError } from '../../../../../generated/validators.js';
import type { Core } from '../../core.ts';
import type { Exchange } from '../../exchange.ts';
import { bodyValidators } from '../body-validators.ts';
import type { BodyOperation } from '../body-validators.ts';

/** Reading a request body. */
export interface BodySteps {
  /** Whether the stated media type is the documented one. */
  acceptsMediaType(exchange: Exchange, documented: string): boolean;
  /** The text of the body; `undefined` where it is no UTF-8. */
  text(exchange: Exchange): string | undefined;
  /** The parsed body in a box; `undefined` where it is no JSON. */
  parse(text: string): { readonly value: Json } | undefined;
  /** What the schema of the operation has against the body. */
  violations(operationId: BodyOperation, value: Json): readonly ValidationError[];
}

export function bodySteps(core: Core): BodySteps {
  return {
    acceptsMediaType: (exchange, documented) =>
      core.settings.rules.mediaType === 'ignore' || statedMediaType(exchange) === documented,
    text: ({ request }) => (isUtf8(request.body) ? Buffer.from(request.body).toString('utf8') : undefined),
    parse: parseJson,
    violations: (operationId, value) => {
      const validate = bodyValidators[operationId];
      return validate(value) ? [] : (validate.errors ?? []);
    },
  };
}

function statedMediaType({ request }: Exchange): string {
  const stated = request.header('content-type') ?? '';
  const end = stated.indexOf(';');
  return (end === -1 ? stated : stated.slice(0, end)).trim().toLowerCase();
}

function parseJson(text: string): { value: Json } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined; // a body that is no JSON is an answer, not an accident
  }
}
