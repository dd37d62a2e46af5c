import { reasonPhrase } from '../../base/http.ts';
import { type Json, type JsonObject, isObject, own, ownList, ownObject, ownText } from '../../base/json.ts';
import { pascalCase, UniqueNames } from '../../base/names.ts';

/** Equal parameters and responses of several operations become one component each; the operations refer to it. */
export function shareRecurring(paths: JsonObject): {
  readonly parameters: JsonObject;
  readonly responses: JsonObject;
} {
  const operations = Object.values(paths).flatMap((item) =>
    Object.values(isObject(item) ? item : {}).filter(isObject),
  );
  return { parameters: shareParameters(operations), responses: shareResponses(operations) };
}

function shareParameters(operations: readonly JsonObject[]): JsonObject {
  const sharing = new Sharing('parameters');
  for (const operation of operations) sharing.count(ownList(operation, 'parameters'));
  for (const operation of operations) {
    const parameters = ownList(operation, 'parameters');
    if (parameters.length === 0) continue;
    operation['parameters'] = parameters.map((parameter) =>
      sharing.replace(parameter, parameterName(parameter)),
    );
  }
  return sharing.components();
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

function parameterName(parameter: Json): string {
  if (!isObject(parameter)) return 'Parameter';
  const name = pascalCase(ownText(parameter, 'name') ?? '');
  const place = own(parameter, 'in');
  return `${name}${place === 'header' ? 'Header' : ''}` || 'Parameter';
}

/** `NotFound` for 404, `Ok` for 200: the words of the reason phrase, each with one capital. */
function responseName(status: string): string {
  if (status === 'default') return 'DefaultResponse';
  const phrase = reasonPhrase(Number(status))?.toLowerCase();
  return phrase === undefined ? `Response${status}` : pascalCase(phrase);
}
