import { reasonPhrase } from '../../base/http.ts';
import { type Json, type JsonObject, isObject, own, ownList, ownObject, ownText } from '../../base/json.ts';
import { pascalCase, singular, UniqueNames, wordsOf } from '../../base/names.ts';
import { beginsWithVerb } from '../verbs.ts';

/** Equal parameters and responses of several operations become one component each; the operations refer to it. */
export function shareRecurring(paths: JsonObject): {
  readonly parameters: JsonObject;
  readonly responses: JsonObject;
} {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.values(isObject(item) ? item : {})
      .filter(isObject)
      .map((operation) => ({ path, operation })),
  );
  return {
    parameters: shareParameters(operations),
    responses: shareResponses(operations.map(({ operation }) => operation)),
  };
}

interface Located {
  readonly path: string;
  readonly operation: JsonObject;
}

/** Parameters that differ only in their examples are one; those of a path only where it leads to the same thing. */
function shareParameters(operations: readonly Located[]): JsonObject {
  const alike = new Map<string, JsonObject[]>();
  const each = (visit: (parameter: JsonObject, key: string, path: string) => Json): void => {
    for (const { path, operation } of operations) {
      const parameters = ownList(operation, 'parameters').filter(isObject);
      if (parameters.length > 0)
        operation['parameters'] = parameters.map((parameter) =>
          visit(parameter, keyOf(parameter, path), path),
        );
    }
  };
  each((parameter, key) => {
    alike.set(key, [...(alike.get(key) ?? []), parameter]);
    return parameter;
  });
  const names = new UniqueNames();
  const components = new Map<string, { readonly name: string; readonly value: JsonObject }>();
  each((parameter, key, path) => {
    const all = alike.get(key) ?? [];
    if (all.length < 2) return parameter;
    const known = components.get(key) ?? {
      name: names.claim(parameterName(parameter, path, names)),
      value: withExamplesOf(parameter, all),
    };
    components.set(key, known);
    return { $ref: `#/components/parameters/${known.name}` };
  });
  const entries = [...components.values()].map(({ name, value }): [string, Json] => [name, value]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a parameter says besides its one example, and for one of a path what it follows. Several examples belong to their operation. */
function keyOf(parameter: JsonObject, path: string): string {
  const { examples, ...rest } = parameter;
  if (isObject(examples) && Object.keys(examples).length > 1) return JSON.stringify(parameter);
  return JSON.stringify([rest, own(parameter, 'in') === 'path' ? segmentBefore(parameter, path) : '']);
}

/** `orders` of `/orders/{id}` and of `/orders/cancel/{id}`. */
function segmentBefore(parameter: JsonObject, path: string): string {
  const segments = path.split('/');
  const index = segments.findIndex((segment) => segment.includes(`{${ownText(parameter, 'name') ?? ''}}`));
  const fixed = segments.slice(0, Math.max(index, 0)).filter(isFixed);
  return fixed.findLast((segment) => !beginsWithVerb(wordsOf(segment))) ?? fixed.at(-1) ?? '';
}

/** More examples than this help nobody. */
const MOST_EXAMPLES = 10;

function withExamplesOf(parameter: JsonObject, all: readonly JsonObject[]): JsonObject {
  const keys = new UniqueNames('-');
  const byValue = new Map(
    all.flatMap((one) =>
      Object.entries(ownObject(one, 'examples') ?? {}).map((entry) => [
        JSON.stringify(own(entry[1], 'value')),
        entry,
      ]),
    ),
  );
  const entries = [...byValue.values()]
    .slice(0, MOST_EXAMPLES)
    .map(([key, value]): [string, Json] => [keys.claim(key), value]);
  return entries.length === 0 ? parameter : { ...parameter, examples: Object.fromEntries(entries) };
}

function shareResponses(operations: readonly JsonObject[]): JsonObject {
  const sharing = new Sharing('responses');
  const responsesOf = (operation: JsonObject): JsonObject => ownObject(operation, 'responses') ?? {};
  for (const operation of operations) sharing.count(Object.values(responsesOf(operation)).filter(saysMore));
  for (const operation of operations) {
    const entries = Object.entries(responsesOf(operation)).map(([status, response]): [string, Json] => [
      status,
      sharing.replace(response, responseName(status)),
    ]);
    operation['responses'] = Object.fromEntries(entries);
  }
  return sharing.components();
}

/** A response that has only a description would not get shorter as a reference. */
function saysMore(response: Json): boolean {
  return isObject(response) && Object.keys(response).length > 1;
}

/** Replaces what occurs more than once by a reference to one component. */
class Sharing {
  readonly #section: string;
  readonly #counts = new Map<string, number>();
  readonly #names = new UniqueNames();
  readonly #byText = new Map<string, { readonly name: string; readonly value: Json }>();

  constructor(section: string) {
    this.#section = section;
  }

  count(values: readonly Json[]): void {
    for (const text of values.map((value) => JSON.stringify(value))) {
      this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
    }
  }

  replace(value: Json, wanted: string): Json {
    const text = JSON.stringify(value);
    if ((this.#counts.get(text) ?? 0) < 2) return value;
    const known = this.#byText.get(text) ?? { name: this.#names.claim(wanted), value };
    this.#byText.set(text, known);
    return { $ref: `#/components/${this.#section}/${known.name}` };
  }

  components(): JsonObject {
    const entries = [...this.#byText.values()].map(({ name, value }): [string, Json] => [name, value]);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** Its own name; where another one has it, with what it follows in its path, or with its place. */
function parameterName(parameter: JsonObject, path: string, taken: UniqueNames): string {
  const name = pascalCase(ownText(parameter, 'name') ?? '');
  const place = own(parameter, 'in');
  const plain = `${name}${place === 'header' ? 'Header' : ''}` || 'Parameter';
  const around =
    place === 'path' ? segmentBefore(parameter, path) : (path.split('/').findLast(isFixed) ?? '');
  const long = pascalCase(singular(around)) + plain;
  return taken.has(plain) && /^[A-Za-z]/.test(long) ? long : plain;
}

function isFixed(segment: string): boolean {
  return segment !== '' && !segment.includes('{');
}

/** `NotFound` for 404, `Ok` for 200: the words of the reason phrase, each with one capital. */
function responseName(status: string): string {
  if (status === 'default') return 'DefaultResponse';
  const phrase = reasonPhrase(Number(status))?.toLowerCase();
  return phrase === undefined ? `Response${status}` : pascalCase(phrase);
}
